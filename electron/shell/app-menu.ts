import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import type { MenuTemplate } from './electron.ts';

/**
 * The menu bar: on Windows and Linux hidden until Alt is pressed. It provides the keyboard shortcuts for zoom and clipboard.
 * The labels of its items come from the system.
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
