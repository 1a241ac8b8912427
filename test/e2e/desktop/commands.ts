export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a person would see of the app, outside its page. */
export interface DesktopState {
  windows: {
    state: 'hidden' | 'shown' | 'minimised' | 'destroyed';
    focused: boolean;
    flashing: boolean;
    maximized: boolean;
    bounds: Bounds;
    url: string;
  }[];
  tray: { image: string; toolTip: string; menu: string[] } | undefined;
  menuBar: string[];
  badge: number;
  notifications: { title: string; body: string; silent: boolean; shown: boolean; closed: boolean }[];
  /** Addresses handed to the system's browser. */
  opened: string[];
  /** Error boxes. */
  errors: string[];
}

/** Actions of the planner and the operating system. */
export interface DesktopCommands {
  state(): Promise<DesktopState>;
  /** Where Playwright finds the double's pages; none in real Electron. */
  debugPort(): Promise<number>;
  chooseTrayItem(...labels: string[]): Promise<void>;
  clickTray(): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** From now on the system shows no notification, and says so. */
  failBubbles(): Promise<void>;
  closeWindow(): Promise<void>;
  moveWindow(bounds: Bounds): Promise<void>;
  /** macOS hands over a link while the app runs. */
  openLink(url: string): Promise<void>;
  power(event: 'suspend' | 'resume'): Promise<void>;
  /** From now on the computer has this address. */
  changeNetwork(address: string): Promise<void>;
  /** In the page's own world. */
  evaluate(expression: string): Promise<unknown>;
  evaluateInFrame(url: string, expression: string): Promise<unknown>;
  crashPage(): Promise<void>;
  quit(): Promise<void>;
}
