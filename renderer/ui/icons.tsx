/** SVG paths on a 16 px grid, stroked with currentColor. */
const PATHS = {
  plan: 'M3.5 3h9a1.5 1.5 0 0 1 1.5 1.5v7.5a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5v-7.5a1.5 1.5 0 0 1 1.5 -1.5ZM2 6.5h12M4.5 9h4M7.5 11.2h4M5 1.8V4M11 1.8V4',
  rejections: 'M8 2.2 14.3 13a.6.6 0 0 1-.5.9H2.2a.6.6 0 0 1-.5-.9ZM8 6.5v3.3M8 11.8v.1',
  history: 'M2.6 8a5.6 5.6 0 1 0 1.7-4L2.5 5.7M2.4 2.5v3.3h3.3M8 5v3.3l2.2 1.4',
  connection: 'M5.5 2.5 2.5 5.2l3 2.8M2.8 5.2h10.7M10.5 8l3 2.8-3 2.7M13.2 10.8H2.5',
  settings:
    'M2 4.5h6.5M12 4.5h2M2 11.5h2M7.5 11.5H14M8.5 4.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0M3.9 11.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0',
  search: 'M2.7 7a4.3 4.3 0 1 0 8.6 0a4.3 4.3 0 1 0 -8.6 0M10.3 10.3l3.4 3.4',
  previous: 'M10 3 5 8l5 5',
  next: 'm6 3 5 5-5 5',
  down: 'm3.5 6 4.5 4.5L12.5 6',
  up: 'm3.5 10 4.5-4.5 4.5 4.5',
  close: 'm3.5 3.5 9 9M12.5 3.5l-9 9',
  check: 'm2.8 8.5 3.4 3.4 7-7.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  clock: 'M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0M8 4.6V8l2.3 1.5',
  info: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M8 7.3v3.8M8 4.9v.1',
  copy: 'M6.8 5.5h5.4a1.3 1.3 0 0 1 1.3 1.3v5.4a1.3 1.3 0 0 1 -1.3 1.3h-5.4a1.3 1.3 0 0 1 -1.3 -1.3v-5.4a1.3 1.3 0 0 1 1.3 -1.3ZM10.5 3.2A1.2 1.2 0 0 0 9.3 2.5H3.8a1.3 1.3 0 0 0-1.3 1.3v5.5c0 .5.3 1 .7 1.2',
  person: 'M5.3 5.2a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0M2.8 13.7c.5-2.8 2.5-4.2 5.2-4.2s4.7 1.4 5.2 4.2',
  bell: 'M4 6.8a4 4 0 0 1 8 0c0 3.4 1.4 4.5 1.4 4.5H2.6S4 10.2 4 6.8ZM6.7 13.4a1.5 1.5 0 0 0 2.6 0',
  undo: 'M5.5 3 2.5 6l3 3M2.8 6h6.4a3.8 3.8 0 0 1 0 7.5H6',
  refresh: 'M13.4 8a5.5 5.5 0 1 1-1.7-4l1.8 1.8M13.6 2.5v3.3h-3.3',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  rows: 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11',
  print:
    'M4.5 6V2.3h7V6M4.5 11.5h-1A1.3 1.3 0 0 1 2.2 10.2V7.3A1.3 1.3 0 0 1 3.5 6h9a1.3 1.3 0 0 1 1.3 1.3v2.9a1.3 1.3 0 0 1-1.3 1.3h-1M4.5 9.5h7v4.2h-7Z',
  filter: 'M2 3.5h12L9.5 8.7v4.5l-3-1.6V8.7Z',
  star: 'm8 1.9 1.8 3.8 4.1.5-3 2.9.7 4.1L8 11.2l-3.6 2 .7-4.1-3-2.9 4.1-.5Z',
  trash: 'M2.8 4.2h10.4M6 4V2.6h4V4M4.2 4.5l.6 8.9h6.4l.6-8.9M6.7 7v3.9M9.3 7v3.9',
  download: 'M8 2.2v7.6M4.8 7 8 10.2 11.2 7M2.6 13.4h10.8',
  database:
    'M3 3.8a5 1.9 0 1 0 10 0a5 1.9 0 1 0 -10 0M3 3.8v8.4c0 1 2.2 1.9 5 1.9s5-.9 5-1.9V3.8M3 8c0 1 2.2 1.9 5 1.9s5-.9 5-1.9',
  shield: 'M8 1.8 13 3.6V8c0 3-2 5-5 6.2C5 13 3 11 3 8V3.6ZM5.8 8l1.7 1.7 2.9-3.2',
};

export type IconName = keyof typeof PATHS;

interface Props {
  name: IconName;
  /** Size in px at 16 px root font size; 16 by default. */
  size?: number;
}

/** A decorative icon, hidden from screen readers. */
export const Icon = ({ name, size = 16 }: Props) => (
  <svg
    aria-hidden="true"
    focusable="false"
    width={`${size / 16}rem`}
    height={`${size / 16}rem`}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
