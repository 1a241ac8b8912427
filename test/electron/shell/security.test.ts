import { describe, expect, it } from 'vitest';
import {
  createExternalOpener,
  hardenContents,
  hardenSession,
  isKnownAddress,
} from '../../../electron/shell/security.ts';
import { settings } from '../../../shared/settings.ts';
import { createElectronDouble, FakeContents } from '../../fakes/electron/index.ts';

const acme = { settings: settings.parse({ protime: { tenant: 'Acme' } }) };

describe('the window', () => {
  it('cannot leave its page: it neither navigates, nor redirects, nor embeds', () => {
    const contents = new FakeContents();
    hardenContents(contents, () => {});
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      expect([event, contents.emitPreventable(event)]).toEqual([event, true]);
    }
  });

  it('cannot open windows: allowed links open in the browser', () => {
    const contents = new FakeContents();
    const asked: string[] = [];
    hardenContents(contents, (url) => asked.push(url));
    expect([contents.openWindow('https://acme.myprotime.eu/'), asked]).toEqual([
      'deny',
      ['https://acme.myprotime.eu/'],
    ]);
  });

  it('has no permissions but notifications, and no network', () => {
    const { electron, allowsPermission, allowsRequest } = createElectronDouble();
    hardenSession(electron.session());
    expect(['notifications', 'geolocation', 'media', 'clipboard-read', 'openExternal'].map(allowsPermission)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    const urls = [
      'app://planner/a.js',
      'https://example.org/',
      'http://127.0.0.1:4310/',
      'file:///etc/passwd',
      'ws://x/',
    ];
    expect(urls.map(allowsRequest)).toEqual([true, false, false, false, false]);
  });
});

describe('an external address', () => {
  it.each([
    ['https://acme.myprotime.eu/planning', true],
    ['http://acme.myprotime.eu/', false],
    ['https://acme.myprotime.eu:8443/', false],
    ['https://other.myprotime.eu/', false],
    ['https://acme.myprotime.eu.evil.example/', false],
    ['https://user:pass@acme.myprotime.eu/', false],
    ['https://evil.example/?https://acme.myprotime.eu/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['not an address', false],
  ])('%s is opened: %s', (url, known) => {
    expect(isKnownAddress(url, acme)).toBe(known);
  });

  it('is unknown while no tenant is set', () => {
    expect(isKnownAddress('https://.myprotime.eu/', { settings: settings.parse({}) })).toBe(false);
  });

  it.each([
    ['https://code.example/acme/monitor', true],
    ['https://code.example/acme/monitor/releases?all', true],
    ['https://code.example/acme/monitor-of-somebody-else', false],
    ['https://code.example/', false],
    ['http://code.example/acme/monitor', false],
    ['https://code.example:8443/acme/monitor', false],
    ['https://me@code.example/acme/monitor', false],
  ])('may be the homepage of the project: %s is opened: %s', (url, known) => {
    expect(isKnownAddress(url, { ...acme, homepage: 'https://code.example/acme/monitor' })).toBe(known);
    expect(isKnownAddress(url, acme)).toBe(false);
  });

  it('is not opened for the placeholder homepage', () => {
    for (const homepage of ['https://project.invalid', 'http://code.example', 'none'])
      expect(isKnownAddress(homepage, { ...acme, homepage })).toBe(false);
  });

  it('is passed to the system only when it is allowed', async () => {
    const { electron, opened } = createElectronDouble();
    let refused = 0;
    const open = createExternalOpener(
      electron.shell,
      async () => acme,
      () => {
        refused += 1;
      },
    );
    await open('https://acme.myprotime.eu/x');
    await open('https://evil.example/');
    expect([opened, refused]).toEqual([['https://acme.myprotime.eu/x'], 1]);
  });
});
