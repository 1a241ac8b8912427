import type { Bus } from './bus.ts';

/** What the desktop's panel knows of the icon: its picture as it is sent (ARGB, in rows), tooltip and menu. */
export interface TrayIcon {
  pixels: { width: number; height: number; argb: number[] };
  toolTip: string;
  /** The lines of the menu; `-` is a separator, `✓ ` stands before one that is ticked. */
  menu: string[];
}

const WATCHER = {
  service: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
};

type MenuItem = [id: number, properties: Record<string, { data: unknown }>, children: { data: MenuItem }[]];

/** The app's icon in the tray, over the interfaces that the panel uses. */
export const createTray = (bus: Bus) => {
  const findItem = async () => {
    const items = (await bus.property(WATCHER, 'RegisteredStatusNotifierItems').catch(() => [])) as string[];
    const [, service = '', path = ''] = /^([^/]+)(\/.*)$/.exec(items.at(-1) ?? '') ?? [];
    return service === '' ? undefined : { service, path, interface: 'org.kde.StatusNotifierItem' };
  };
  const item = async () => {
    const found = await findItem();
    if (!found) throw new Error('there is no icon in the tray');
    return found;
  };
  const readMenu = async () => {
    const { service, path } = await item();
    const owner = { service, path, interface: 'org.kde.StatusNotifierItem' };
    const menuPath = (await bus.property(owner, 'Menu')) as string;
    const menu = { service, path: menuPath, interface: 'com.canonical.dbusmenu' };
    const [, root] = (await bus.call(menu, 'GetLayout', 'iias', 0, -1, 0)) as [number, MenuItem];
    return { menu, root };
  };

  return {
    /** undefined while there is none. */
    async read(): Promise<TrayIcon | undefined> {
      const found = await findItem();
      if (!found) return undefined;
      const [pixmaps, toolTip, { root }] = await Promise.all([
        bus.property(found, 'IconPixmap') as Promise<[number, number, number[]][]>,
        bus.property(found, 'ToolTip') as Promise<[string, unknown, string, string]>,
        readMenu(),
      ]);
      const [width, height, argb] = pixmaps[0] ?? [0, 0, []];
      return { pixels: { width, height, argb }, toolTip: toolTip[2], menu: root[2].map(({ data }) => textOf(data)) };
    },
    /** A click with the first button. */
    async click(): Promise<void> {
      await bus.call(await item(), 'Activate', 'ii', 0, 0);
    },
    /** Clicks the entry with this text, through sub-menus. A disabled one does nothing, as under the mouse. */
    async choose(...labels: string[]): Promise<void> {
      const { menu, root } = await readMenu();
      let current = root;
      for (const label of labels) {
        const next = current[2].map(({ data }) => data).find((entry) => labelOf(entry) === label);
        if (!next) throw new Error(`no "${label}" in: ${current[2].map(({ data }) => textOf(data)).join(', ')}`);
        current = next;
      }
      if (current[1].enabled?.data === false) return;
      const clicked = await bus.call(menu, 'Event', 'isvu', current[0], 'clicked', 'i', 0, 0).then(
        () => true,
        () => false,
      );
      // Either the program ended before it answered, or the menu was replaced while it was read: it is read again.
      if (!clicked && (await findItem())) await this.choose(...labels);
    },
  };
};

/** Colours of the icons' tiles, as `build/icons.ts` draws them. */
const TILES: Record<string, string> = { '1d5fc4': 'live', '8a5200': 'late', b3231f: 'problem', '515b69': 'paused' };
const ALERT = 'd01c17';

/** Which of our icons a picture of 32 × 32 is: `live`, or `live-alert` with the dot of an open rejection. */
export const iconOf = ({ width, argb }: TrayIcon['pixels']): string => {
  const colourAt = (x: number, y: number) =>
    [1, 2, 3].map((part) => (argb[(y * width + x) * 4 + part] ?? 0).toString(16).padStart(2, '0')).join('');
  const tile = colourAt(2, 16);
  return `${TILES[tile] ?? `#${tile}`}${colourAt(25, 7) === ALERT ? '-alert' : ''}`;
};

export type TrayReader = ReturnType<typeof createTray>;

/** A single underscore marks the key of an entry. */
const labelOf = ([, { label }]: MenuItem): string => String(label?.data ?? '').replace(/_(_?)/g, '$1');

const textOf = (entry: MenuItem): string => {
  const [, { type, 'toggle-state': toggle }] = entry;
  if (type?.data === 'separator') return '-';
  return `${toggle?.data === 1 ? '✓ ' : ''}${labelOf(entry)}`;
};
