import type { BrowserWindowConstructorOptions, HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import type { Contents, Window } from '../../../electron/shell/electron.ts';
import { Emitter } from './emitter.ts';

type OpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

export class FakeContents extends Emitter implements Contents {
  readonly mainFrame = { url: 'about:blank' };
  readonly sent: [channel: string, ...args: unknown[]][] = [];
  reloads = 0;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  send(channel: string, ...args: unknown[]) {
    this.sent.push([channel, ...structuredClone(args)]);
  }
  reload() {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: OpenHandler) {
    this.#openHandler = handler;
  }
  /** What `window.open(url)` in the page leads to. */
  openWindow(url: string): WindowOpenHandlerResponse['action'] {
    return this.#openHandler({ url } as HandlerDetails).action;
  }
}

/** What becomes of a page that is loaded. */
export type PageFate = 'painted' | 'failed' | 'never painted';

export class FakeWindow extends Emitter implements Window {
  readonly webContents = new FakeContents();
  readonly options: BrowserWindowConstructorOptions;
  state: 'hidden' | 'shown' | 'minimised' | 'destroyed' = 'hidden';
  maximized = false;
  flashing = false;
  background: string | undefined;
  readonly #page: () => PageFate;
  bounds = { x: 100, y: 100, width: 1000, height: 700 };

  constructor(options: BrowserWindowConstructorOptions, page: () => PageFate = () => 'painted') {
    super();
    this.options = options;
    this.background = options.backgroundColor;
    this.#page = page;
  }
  async loadURL(url: string) {
    this.webContents.mainFrame.url = url;
    await Promise.resolve();
    const page = this.#page();
    if (page === 'failed') throw new Error('ERR_FAILED');
    if (page === 'painted') this.emit('ready-to-show');
  }
  setBackgroundColor(colour: string) {
    this.background = colour;
  }
  show() {
    this.state = 'shown';
  }
  showInactive() {
    this.state = 'shown';
  }
  isVisible() {
    return this.state === 'shown';
  }
  hide() {
    this.state = 'hidden';
  }
  minimize() {
    this.state = 'minimised';
  }
  restore() {
    this.state = 'shown';
  }
  maximize() {
    this.maximized = true;
    this.state = 'shown';
  }
  focus() {}
  flashFrame(on: boolean) {
    this.flashing = on;
  }
  destroy() {
    this.state = 'destroyed';
    this.emit('closed');
  }
  isDestroyed() {
    return this.state === 'destroyed';
  }
  isMinimized() {
    return this.state === 'minimised';
  }
  isMaximized() {
    return this.maximized;
  }
  getNormalBounds() {
    return this.bounds;
  }
  /** The planner clicks the cross. */
  clickClose() {
    if (!this.emitPreventable('close')) this.destroy();
  }
}
