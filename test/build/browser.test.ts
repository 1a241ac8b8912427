import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../build/browser.ts';

const among = (...paths: string[]) => ({
  platform: 'linux' as const,
  exists: (path: string) => paths.includes(path),
  playwrightPath: '/cache/chrome',
});

describe('the browser for the tests', () => {
  it('uses only the browser of the environment variable, when it is set', () => {
    const env = { CHROMIUM_PATH: '/opt/chromium', PATH: '/usr/bin' };
    expect(findBrowser({ ...among('/opt/chromium', '/usr/bin/chromium'), env })).toBe('/opt/chromium');
    expect(findBrowser({ ...among('/usr/bin/chromium'), env })).toBeUndefined();
  });

  it('uses the browser of Playwright, or else an installed one', () => {
    const env = { PATH: ['/bin', '/usr/bin'].join(delimiter) };
    expect(findBrowser({ ...among('/cache/chrome', '/usr/bin/chromium'), env })).toBe('/cache/chrome');
    expect(findBrowser({ ...among('/usr/bin/google-chrome'), env })).toBe('/usr/bin/google-chrome');
    expect(findBrowser({ ...among(), env })).toBeUndefined();
  });
});
