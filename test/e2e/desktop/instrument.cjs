// Preloaded into real Electron: records system calls and provides the same commands as the double. Replaces only
// notifications, openExternal and error boxes.
const { app, BrowserWindow, dialog, Menu, Notification, powerMonitor, shell, Tray } = require('electron');
const os = require('node:os');
const { basename } = require('node:path');
const { syncBuiltinESMExports } = require('node:module');

const trays = [];
const bubbles = [];
const opened = [];
const errors = [];
const seen = new Map();

/** Calls `note` after each call of a method. */
const after = (target, name, note) => {
  const original = target[name];
  target[name] = function (...args) {
    const result = original.apply(this, args);
    note(this, ...args);
    return result;
  };
};
const noteOf = (tray) => {
  if (!seen.has(tray)) {
    seen.set(tray, { tray, image: '', toolTip: '', menu: null, destroyed: false });
    trays.push(seen.get(tray));
  }
  return seen.get(tray);
};
const inPlaceOf = (prototype, notes) => {
  for (const [name, note] of Object.entries(notes)) after(prototype, name, note);
};
inPlaceOf(Tray.prototype, {
  setImage: (tray, image) => {
    noteOf(tray).image = basename(String(image));
  },
  setToolTip: (tray, text) => {
    noteOf(tray).toolTip = text;
  },
  setContextMenu: (tray, menu) => {
    noteOf(tray).menu = menu;
  },
  destroy: (tray) => {
    noteOf(tray).destroyed = true;
  },
});
Notification.isSupported = () => true;
let says = 'show';
Notification.prototype.show = function () {
  bubbles.push({ bubble: this, shown: says === 'show', closed: false });
  queueMicrotask(() => this.emit(says, {}, 'nobody shows it'));
};
Notification.prototype.close = function () {
  for (const entry of bubbles) if (entry.bubble === this) entry.closed = true;
  this.emit('close');
};
shell.openExternal = async (url) => void opened.push(url);
dialog.showErrorBox = (title, text) => void errors.push(`${title}: ${text}`);

const last = (items, what) => {
  const item = items.at(-1);
  if (!item) throw new Error(`no ${what}`);
  return item;
};
const window = () => last(BrowserWindow.getAllWindows(), 'window');
const labelOf = ({ type, label, role }) => (type === 'separator' ? '-' : label || role);
const labels = (menu) => (menu?.items ?? []).map(labelOf);
const bubble = (title) =>
  last(
    bubbles.filter((b) => b.bubble.title === title && !b.closed),
    `"${title}"`,
  ).bubble;
const choose = (menu, [label, ...rest]) => {
  const item = menu?.items.find((candidate) => candidate.label === label);
  if (!item) throw new Error(`no "${label}" in: ${labels(menu).join(', ')}`);
  if (!item.enabled) return;
  if (rest.length > 0) choose(item.submenu, rest);
  else item.click();
};
const stateOf = (w) => (w.isMinimized() ? 'minimised' : w.isVisible() ? 'shown' : 'hidden');

globalThis.desktopCommands = {
  state: () => ({
    windows: BrowserWindow.getAllWindows().map((w) => ({
      state: stateOf(w),
      focused: w.isFocused(),
      flashing: false,
      maximized: w.isMaximized(),
      bounds: w.getNormalBounds(),
      url: w.webContents.mainFrame.url,
    })),
    tray: trays
      .filter(({ destroyed }) => !destroyed)
      .map(({ image, toolTip, menu }) => ({ image, toolTip, menu: labels(menu) }))
      .at(-1),
    menuBar: labels(Menu.getApplicationMenu()),
    badge: app.getBadgeCount(),
    bubbles: bubbles.map(({ bubble: { title, body, silent }, shown, closed }) => ({
      title,
      body,
      silent,
      shown,
      closed,
    })),
    opened,
    errors,
  }),
  debugPort: () => Promise.reject(new Error('Playwright holds the windows itself')),
  chooseInTray: (...path) => choose(last(trays, 'tray').menu, path),
  clickTray: () => void last(trays, 'tray').tray.emit('click'),
  clickBubble: (title) => void bubble(title).emit('click'),
  failBubbles: () => {
    says = 'failed';
  },
  closeWindow: () => window().close(),
  moveWindow: (bounds) => window().setBounds(bounds),
  openLink: (url) => void app.emit('open-url', { preventDefault: () => {} }, url),
  power: (event) => void powerMonitor.emit(event),
  changeNetwork: (address) => {
    os.networkInterfaces = () => ({ test0: [{ address, family: 'IPv4', internal: false }] });
    syncBuiltinESMExports();
  },
  evaluate: (expression) => window().webContents.executeJavaScript(expression, true),
  evaluateInFrame: (url, expression) => {
    const frame = window().webContents.mainFrame.framesInSubtree.find((candidate) => candidate.url === url);
    return frame ? frame.executeJavaScript(expression, true) : Promise.reject(new Error('no page there'));
  },
  crashPage: () => window().webContents.forcefullyCrashRenderer(),
  quit: () => app.quit(),
};
