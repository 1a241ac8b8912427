import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import type { MenuTemplate } from './electron.ts';

const SEPARATOR = { type: 'separator' } as const;

/**
 * The menu bar: on Windows and Linux hidden until Alt is pressed. It provides the keyboard shortcuts for zoom and clipboard.
 * Each item has a label of its own: those that Electron gives a role are English.
 */
export const appMenu = (language: Language, platform: NodeJS.Platform): MenuTemplate => {
  const { common } = messagesFor(language);
  const words = common.desktop;
  const quit = { role: 'quit', label: common.tray.quit } as const;
  const ofApp: MenuTemplate = [
    { role: 'about', label: words.about },
    SEPARATOR,
    { role: 'services', label: words.services },
    SEPARATOR,
    { role: 'hide', label: words.hide },
    { role: 'hideOthers', label: words.hideOthers },
    { role: 'unhide', label: words.showAll },
    SEPARATOR,
    quit,
  ];
  const ofWindow: MenuTemplate = [
    { role: 'minimize', label: words.minimise },
    { role: 'zoom', label: words.zoomWindow },
    { role: 'close', label: common.close },
    SEPARATOR,
    { role: 'front', label: words.bringToFront },
  ];
  const isMac = platform === 'darwin';
  return [
    isMac
      ? { label: common.appName, submenu: ofApp }
      : { label: words.fileMenu, submenu: [{ role: 'close', label: common.close }, quit] },
    {
      label: words.editMenu,
      submenu: [
        { role: 'undo', label: common.undo },
        { role: 'redo', label: words.redo },
        SEPARATOR,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.viewMenu,
      submenu: [
        { role: 'resetZoom', label: words.actualSize },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        SEPARATOR,
        { role: 'togglefullscreen', label: words.fullScreen },
      ],
    },
    // The role tells macOS which menu lists the windows.
    ...(isMac ? [{ role: 'window' as const, label: words.windowMenu, submenu: ofWindow }] : []),
  ];
};
