import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import type { MenuTemplate } from './electron.ts';

/**
 * The menu bar: hidden until Alt on Windows and Linux, where macOS puts it elsewhere. It is what makes zooming and
 * copying work by keyboard. The items' words are the system's own.
 */
export const appMenu = (language: Language, platform: NodeJS.Platform): MenuTemplate => {
  const { fileMenu, editMenu, viewMenu } = messagesFor(language).common.desktop;
  return [
    platform === 'darwin' ? { role: 'appMenu' } : { label: fileMenu, submenu: [{ role: 'close' }, { role: 'quit' }] },
    {
      label: editMenu,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: viewMenu,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    ...(platform === 'darwin' ? [{ role: 'windowMenu' as const }] : []),
  ];
};
