export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The state of the app that is visible outside its page. */
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
  /** URLs opened in the system's browser. */
  opened: string[];
  /** Texts of error boxes. */
  errors: string[];
}

/** Actions of the planner and the operating system. */
export interface DesktopCommands {
  state(): Promise<DesktopState>;
  /** URL at which Playwright connects to the pages of the double; missing in real Electron. */
  debugPort(): Promise<number>;
  chooseTrayItem(...labels: string[]): Promise<void>;
  clickTray(): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** From now on the system refuses notifications with an error. */
  failBubbles(): Promise<void>;
  closeWindow(): Promise<void>;
  moveWindow(bounds: Bounds): Promise<void>;
  /** macOS opens a link while the app runs. */
  openLink(url: string): Promise<void>;
  power(event: 'suspend' | 'resume'): Promise<void>;
  /** From now on the computer has this network address. */
  changeNetwork(address: string): Promise<void>;
  /** Evaluates code in the main world of the page. */
  evaluate(expression: string): Promise<unknown>;
  evaluateInFrame(url: string, expression: string): Promise<unknown>;
  crashPage(): Promise<void>;
  quit(): Promise<void>;
}
