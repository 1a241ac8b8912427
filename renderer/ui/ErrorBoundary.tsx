import { Component, type ReactNode } from 'react';

interface Props {
  /** Drawn instead of the children once one of them failed; `again` draws the children again. */
  fallback: (again: () => void) => ReactNode;
  /** Reads again what the children show: with the same data they would fail again. */
  read?: () => Promise<unknown>;
  /** What the children show: when it changes they are drawn again. */
  subject?: unknown;
  children: ReactNode;
}

/** Keeps a failure of what it holds from taking down what is around it. React writes the error to the console. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError = () => ({ hasFailed: true });

  readonly #draw = (): void => this.setState({ hasFailed: false });

  /** At once, for what failed by itself, and when what it shows has been read. */
  readonly #again = (): void => {
    // The button that was pressed goes away.
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
