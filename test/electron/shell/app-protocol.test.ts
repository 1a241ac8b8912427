import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageHandler } from '../../../electron/shell/app-protocol.ts';

describe('app://planner', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    mkdirSync(join(folder, 'pages/assets'), { recursive: true });
    writeFileSync(join(folder, 'pages/index.html'), '<p>hello');
    writeFileSync(join(folder, 'pages/assets/main.js'), 'export {}');
    writeFileSync(join(folder, 'pages/assets/key.pem'), 'secret');
    writeFileSync(join(folder, 'outside.html'), 'secret');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const get = (url: string, init?: RequestInit) => createPageHandler(join(folder, 'pages'))(new Request(url, init));

  it('serves the page with a policy that allows only its own content', async () => {
    const page = await get('app://planner/');
    expect([page.status, await page.text()]).toEqual([200, '<p>hello']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('serves scripts with the JavaScript content type', async () => {
    const script = await get('app://planner/assets/main.js?v=1');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it.each([
    'app://planner/nothing.html',
    'app://planner/assets',
    'app://planner/assets/key.pem',
    'app://planner/../outside.html',
    'app://planner/..%2foutside.html',
    'app://planner/%2e%2e/outside.html',
    'app://planner/assets/..%5c..%5c..%5coutside.html',
    'app://planner/%00.html',
    'app://planner/%E0%A4%A.html',
    'app://elsewhere/index.html',
  ])('answers 404 to %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('answers 404 to every method except GET and HEAD', async () => {
    expect((await get('app://planner/', { method: 'POST', body: 'x' })).status).toBe(404);
  });
});
