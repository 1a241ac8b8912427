import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { packageApp } from '../../build/package.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { makeStubElectron } from './stub-electron.ts';

// What makes deb and rpm out of a folder is a tool that is fetched, so a stub takes its place: it writes down what it was asked,
// and the menu entry.
const STUB = `#!/bin/sh
[ "$1" = --version ] && exit 0
previous=
for word in "$@"; do [ "$previous" = --package ] && out=$word; previous=$word; done
printf '%s\\n' "$@" > "$out"
for word in "$@"; do case "$word" in *=/usr/share/applications/*) cat "\${word%%=*}" >> "$out" ;; esac; done
`;

// The tools for AppImage are fetched, too: this one writes down what it was given to pack.
const MKSQUASHFS = `#!/bin/sh
cat "$1/assignment-monitor.desktop" "$1/AppRun" > "$2"
`;

/** In the layout of electron-builder's tools for AppImages with a static runtime. */
const makeAppImageTools = (folder: string): string => {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  mkdirSync(join(folder, 'runtimes'), { recursive: true });
  mkdirSync(join(folder, 'lib', arch), { recursive: true });
  writeFileSync(join(folder, 'mksquashfs'), MKSQUASHFS, { mode: 0o755 });
  for (const name of ['desktop-file-validate', `runtimes/runtime-${arch}`]) writeFileSync(join(folder, name), '');
  return folder;
};

describe.runIf(process.platform === 'linux')('packages for Linux', () => {
  let folder: string;
  const out = (...path: string[]) => join(folder, 'out', ...path);

  beforeAll(async () => {
    await ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'packages-'));
    makeStubElectron(join(folder, 'electron'), packageJson.devDependencies.electron);
    writeFileSync(join(folder, 'fpm'), STUB, { mode: 0o755 });
    vi.stubEnv('CUSTOM_FPM_PATH', join(folder, 'fpm'));
    vi.stubEnv('APPIMAGE_TOOLS_PATH', makeAppImageTools(join(folder, 'appimage')));
    await packageApp({
      platforms: ['linux'],
      targets: ['AppImage', 'deb', 'rpm'],
      electronDist: join(folder, 'electron'),
      output: join(folder, 'out'),
    });
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const { version } = packageJson;
  // Each kind of package has its own word for the same processor.
  const [deb, rpm] = process.arch === 'x64' ? ['amd64', 'x86_64'] : [process.arch, 'aarch64'];
  const names = [`assignment-monitor-${version}-linux-${deb}.deb`, `assignment-monitor-${version}-linux-${rpm}.rpm`];

  it('have stable names and an update feed with their checksums', () => {
    expect(readdirSync(out()).filter((name) => /\.(deb|rpm)$/.test(name))).toEqual(names);
    const feed = readFileSync(out(process.arch === 'x64' ? 'latest-linux.yml' : 'latest-linux-arm64.yml'), 'utf8');
    expect(feed).toContain(`version: ${version}`);
    for (const name of names) {
      const sha512 = createHash('sha512')
        .update(readFileSync(out(name)))
        .digest('base64');
      expect(feed).toContain(`  - url: ${name}\n    sha512: ${sha512}`);
    }
  });

  it('start an AppImage with the sandbox of Chromium, and on a static runtime', () => {
    const arch = process.arch === 'x64' ? 'x86_64' : 'arm64';
    const packed = readFileSync(out(`assignment-monitor-${version}-linux-${arch}.AppImage`), 'utf8');
    expect(packed).toMatch(/^Exec=AppRun %U$/m);
    expect(packed).toContain('MimeType=x-scheme-handler/assignment-monitor;');
    // The launcher of its own accord: only where the system gives programs no user namespaces.
    expect(packed).toContain('! unshare -Ur true');
  });

  it('install a menu entry, icons and the URL scheme handler', () => {
    for (const name of names) {
      const asked = readFileSync(out(name), 'utf8');
      for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
        expect(asked).toContain(`/usr/share/icons/hicolor/${size}x${size}/apps/assignment-monitor.png`);
      expect(asked).toMatch(/^Exec="?\/opt\/Assignment Monitor\/assignment-monitor"? %U$/m);
      expect(asked).toContain('MimeType=x-scheme-handler/assignment-monitor;');
      expect(asked).toContain('StartupWMClass=assignment-monitor');
      expect(asked).toContain('--url\nhttps://assignment-monitor.invalid');
      expect(asked).toContain('--maintainer\nAssignment Monitor <packages@assignment-monitor.invalid>');
    }
  });
});
