import { Component, type ReactNode } from 'react';

interface Props {
  /** Shown after a failure; `again` draws the children again. */
  fallback: (again: () => void) => ReactNode;
  /** Reads the data of the children again; with the same data they would fail again. */
  read?: () => Promise<unknown>;
  /** The children are drawn again when it changes. */
  subject?: unknown;
  children: ReactNode;
}

/** Limits a failure to its children. React writes the error to the console. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError = () => ({ hasFailed: true });

  readonly #draw = (): void => this.setState({ hasFailed: false });

  /** Draws at once, and again after reading the data. */
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
