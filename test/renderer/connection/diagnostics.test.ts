import { expect, it } from 'vitest';
import { diagnostics } from '../../../renderer/connection/diagnostics.ts';
import { mergeSettings, settings as schema } from '../../../shared/settings.ts';
import { liveStatus } from '../../fakes/planner-answers.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');

it('describes the connection without names, secrets, tenant or address', () => {
  const settings = mergeSettings(schema.parse({}), {
    protime: {
      tenant: 'zyxtenant',
      clientId: 'zyxclient',
      company: 'Zyxcompany',
      apiUrl: 'https://zyxapi.example',
      peopleReferences: ['@zyxreference'],
    },
    tunnel: { provider: 'public-url', publicUrl: 'https://zyxaddress.example/zyxpath', subdomain: 'zyxsubdomain' },
  });
  const text = diagnostics({
    status: {
      ...liveStatus(NOW),
      publicUrl: 'https://zyxpublic.example',
      problem: { code: 'missing-scope', scope: 'connector-protimeapi-people.read', detail: '403 of zyxtenant.example' },
      gaps: [{ fromMs: NOW - 1000, untilMs: NOW, found: 3 }],
    },
    settings,
    info: {
      version: '1.2.3',
      shell: 'desktop',
      demo: false,
      dataDir: '/home/zyxuser/data',
      canRestart: false,
      systemLanguage: 'nl',
    },
    nowMs: NOW,
    userAgent: 'Electron',
  });
  expect(text).not.toMatch(/zyx/i);
  expect(JSON.parse(text)).toMatchObject({
    app: { version: '1.2.3' },
    connection: {
      state: 'live',
      problem: 'missing-scope',
      scope: 'connector-protimeapi-people.read',
      gaps: [{ found: 3 }],
    },
    settings: { wayIn: 'public-url', externalReferences: 1 },
  });
});

it('names the relay, a possible cause of problems', () => {
  const settings = schema.parse({ tunnel: { host: 'https://relay.example:8443/x' } });
  const info = {
    version: '1',
    shell: 'web',
    demo: true,
    dataDir: '',
    canRestart: false,
    systemLanguage: 'en',
  } as const;
  const text = diagnostics({ status: liveStatus(NOW), settings, info, nowMs: NOW, userAgent: '' });
  expect(JSON.parse(text)).toMatchObject({ settings: { relay: 'relay.example:8443' } });
});
