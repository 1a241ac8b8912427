import '../electron/require-node.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ADVICE, findBrowser } from './browser.ts';
import { type Picture, toIcns, toIco } from './icon-files.ts';
import { fromRoot } from './project.ts';

// Draws every icon from the SVG sources in build/icons. Run it after changing one; the results are committed.
const folder = (...path: string[]): string => fromRoot('build/icons', ...path);
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
const TILES = { live: '#1d5fc4', late: '#8a5200', problem: '#b3231f', paused: '#515b69' };

const draw = async (page: Page, svg: string, size: number): Promise<Picture> => {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  return { size, png: await page.screenshot({ omitBackground: true }) };
};

/** The drawing inside an `<svg>`, with the attributes of its root, as a group that can be placed in another one. */
const groupOf = (name: string, attributes: string): string => {
  const [, root = '', inner = ''] = /<svg([^>]*)>(.*)<\/svg>/s.exec(readFileSync(folder(name), 'utf8')) ?? [];
  return `<g ${root.replace(/\s(xmlns|viewBox)="[^"]*"/g, '')} ${attributes}>${inner}</g>`;
};

/** White icon on a coloured tile, for panels of any colour; `alert` adds a dot. */
const tileSvg = (shape: keyof typeof TILES, alert: boolean): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
    <rect width="16" height="16" rx="3.5" fill="${TILES[shape]}"/>
    ${groupOf(`tray-${shape}.svg`, 'color="#fff" transform="translate(1.2 1.2) scale(.85)"')}
    ${alert ? '<circle cx="12.6" cy="3.4" r="3.4" fill="#fff"/><circle cx="12.6" cy="3.4" r="2.6" fill="#d01c17"/>' : ''}
  </svg>`;

/** macOS template image: black on transparent; the dot is cut out. */
const templateSvg = (shape: keyof typeof TILES, alert: boolean): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
    <mask id="cut"><rect width="16" height="16" fill="#fff"/><circle cx="12.8" cy="3.2" r="4.2" fill="#000"/></mask>
    <g ${alert ? 'mask="url(#cut)"' : ''}>${groupOf(`tray-${shape}.svg`, 'color="#000"')}</g>
    ${alert ? '<circle cx="12.8" cy="3.2" r="2.8"/>' : ''}
  </svg>`;

const executablePath = findBrowser();
if (!executablePath) {
  process.stderr.write(`${BROWSER_ADVICE}\n`);
  process.exit(1);
}
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage();
mkdirSync(folder('tray'), { recursive: true });
mkdirSync(folder('linux'), { recursive: true });

const app = readFileSync(folder('app.svg'), 'utf8');
const pictures: Picture[] = [];
for (const size of APP_SIZES) pictures.push(await draw(page, app, size));
const withSizes = (sizes: readonly number[]) => pictures.filter(({ size }) => sizes.includes(size));
for (const { size, png } of withSizes(LINUX_SIZES)) writeFileSync(folder('linux', `${size}x${size}.png`), png);
for (const { png } of withSizes([256])) writeFileSync(folder('tray', 'app.png'), png);
writeFileSync(folder('icon.ico'), toIco(withSizes(WINDOWS_SIZES)));
writeFileSync(folder('icon.icns'), toIcns(pictures));

for (const shape of Object.keys(TILES) as (keyof typeof TILES)[]) {
  for (const alert of [false, true]) {
    for (const scale of [1, 2]) {
      const name = (kind: string) => `tray-${shape}${alert ? '-alert' : ''}${kind}${scale === 2 ? '@2x' : ''}.png`;
      writeFileSync(folder('tray', name('')), (await draw(page, tileSvg(shape, alert), 16 * scale)).png);
      writeFileSync(folder('tray', name('Template')), (await draw(page, templateSvg(shape, alert), 16 * scale)).png);
    }
  }
}
await browser.close();
