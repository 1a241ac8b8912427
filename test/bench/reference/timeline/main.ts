/** Minimal timeline without framework, used as the performance reference. */
interface Row {
  id: number;
  name: string;
  number: string;
  lanes: number;
}
interface Bar {
  id: number;
  personId: number;
  start: number;
  length: number;
  lane: number;
  what: string;
  when: string;
}

const LANE_PX = 36;
const PADDING_PX = 8;
const OVERSCAN = 8;
const READ_AHEAD = 24;

const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`${id} is missing`);
  return element;
};
const scroller = byId('scroller');
const canvas = byId('canvas');

let month = 0;
let rows: Row[] = [];
let tops: number[] = [];
let bars = new Map<number, Bar[]>();
let asked = new Set<number>();
const elements: { root: HTMLElement; name: HTMLElement; bars: HTMLElement[]; shown: number; version: unknown }[] = [];

const get = async <T>(path: string): Promise<T> => (await (await fetch(path)).json()) as T;

const elementFor = (slot: number) => {
  const known = elements[slot];
  if (known) return known;
  const root = document.createElement('div');
  root.className = 'row';
  const name = document.createElement('div');
  name.className = 'name';
  root.append(name);
  canvas.append(root);
  const made = { root, name, bars: [] as HTMLElement[], shown: -1, version: undefined as unknown };
  elements[slot] = made;
  return made;
};

const drawBar = (element: HTMLElement, bar: Bar) => {
  element.style.cssText = `--start:${bar.start};--length:${bar.length};top:${PADDING_PX / 2 + bar.lane * LANE_PX}px`;
  element.dataset.bar = String(bar.id);
  const [what, when] = element.children;
  if (what) what.textContent = bar.what;
  if (when) when.textContent = bar.when;
};

const drawRow = (slot: number, index: number) => {
  const row = rows[index];
  if (!row) return;
  const element = elementFor(slot);
  const own = bars.get(row.id);
  if (element.shown === index && element.version === own) return;
  element.shown = index;
  element.version = own;
  element.root.hidden = false;
  element.root.style.top = `${tops[index]}px`;
  element.root.style.height = `${row.lanes * LANE_PX + PADDING_PX}px`;
  element.name.textContent = row.name;
  const number = document.createElement('small');
  number.textContent = row.number;
  element.name.append(number);
  const list = own ?? [];
  while (element.bars.length < list.length) {
    const made = document.createElement('div');
    made.className = 'bar';
    made.append(document.createElement('b'), document.createElement('span'));
    element.root.append(made);
    element.bars.push(made);
  }
  for (const [n, made] of element.bars.entries()) {
    const bar = list[n];
    made.hidden = !bar;
    if (bar) drawBar(made, bar);
  }
};

const rowAt = (y: number): number => {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

const draw = () => {
  const first = Math.max(0, rowAt(scroller.scrollTop) - OVERSCAN);
  const end = Math.min(rows.length, rowAt(scroller.scrollTop + scroller.clientHeight) + OVERSCAN + 1);
  const slots = Math.max(elements.length, end - first);
  for (let index = first; index < end; index++) drawRow(index % slots, index);
  void read(Math.max(0, first - READ_AHEAD), Math.min(rows.length, end + READ_AHEAD));
};

const take = (list: readonly Bar[]) => {
  for (const [id, own] of Map.groupBy(list, (bar) => bar.personId)) bars.set(id, own);
};

const read = async (first: number, end: number): Promise<void> => {
  const ids = rows.slice(first, end).flatMap(({ id }) => (asked.has(id) ? [] : [id]));
  if (ids.length === 0) return;
  for (const id of ids) asked.add(id);
  take(await get<Bar[]>(`/bars?month=${month}&ids=${ids.join()}`));
  draw();
};

const open = async (next: number): Promise<void> => {
  month = next;
  const fresh = await get<Row[]>(`/rows?month=${month}`);
  bars = new Map();
  asked = new Set();
  rows = fresh;
  let y = 0;
  tops = rows.map((row) => {
    const top = y;
    y += row.lanes * LANE_PX + PADDING_PX;
    return top;
  });
  canvas.style.height = `${y}px`;
  draw();
};

const setDays = (days: number, zoom: number) => {
  canvas.style.setProperty('--total', String(days * 1440));
  canvas.style.setProperty('--px', `${(((scroller.clientWidth - 208) / days) * zoom) / 1440}px`);
};

Object.assign(window, {
  reference: {
    remove: () => {
      scroller.remove();
      canvas.replaceChildren();
      elements.length = 0;
    },
    mount: () => {
      document.body.append(scroller);
      draw();
    },
    zoom: (zoom: number) => setDays(14, zoom),
    jump: (months: number) => open(month + months),
    change: (bar: Bar) => {
      const own = bars.get(bar.personId) ?? [];
      bars.set(bar.personId, [...own.filter(({ id }) => id !== bar.id), bar]);
      draw();
    },
  },
});

setDays(14, 1);
scroller.addEventListener('scroll', draw, { passive: true });
void open(0);
