import { Component, type ReactNode } from 'react';

interface Props {
  /** Shown after a failure; `again` draws the children again. */
  fallback: (again: () => void) => ReactNode;
  /** Reloads the data of the children, because with the same data they would fail again. */
  read?: () => Promise<unknown>;
  /** The children are drawn again when it changes. */
  subject?: unknown;
  children: ReactNode;
}

/** Catches rendering errors of its children. React writes the error to the console. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError = () => ({ hasFailed: true });

  readonly #draw = (): void => this.setState({ hasFailed: false });

  /** Renders again immediately, and once more after the data is reloaded. */
  readonly #again = (): void => {
    // The button with the focus disappears.
    document.activeElement?.closest<HTMLElement>('[tabindex]')?.focus();
    this.#draw();
    this.props.read?.().then(this.#draw, this.#draw);
  };

  override componentDidUpdate({ subject }: Props): void {
    if (subject !== this.props.subject && this.state.hasFailed) this.#draw();
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.hasFailed ? fallback(this.#again) : children;
  }
}
