import type { ConnectionState } from '../../shared/connection.ts';

/** Meaning of the icon's shape; its colour only repeats it. */
export type TrayShape = 'live' | 'late' | 'problem' | 'paused';

const SHAPES: Record<ConnectionState, TrayShape> = {
  'not-set-up': 'paused',
  unsubscribed: 'paused',
  checking: 'late',
  'opening-tunnel': 'late',
  subscribing: 'late',
  syncing: 'late',
  late: 'late',
  // Still receiving through the old subscription.
  renewing: 'live',
  live: 'live',
  down: 'problem',
  problem: 'problem',
};

export const trayShape = (state: ConnectionState): TrayShape => SHAPES[state];

/**
 * The icon's file name. macOS colours a `Template` image itself, to fit a light or a dark menu bar; an
 * `-alert` image has the mark for open rejections.
 */
export const trayIconFile = (shape: TrayShape, hasRejections: boolean, platform: NodeJS.Platform): string =>
  `tray-${shape}${hasRejections ? '-alert' : ''}${platform === 'darwin' ? 'Template' : ''}.png`;
