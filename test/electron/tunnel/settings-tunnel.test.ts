import { afterEach, expect, it } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { sendRequest } from '../../../electron/request.ts';
import { createSettingsTunnel } from '../../../electron/tunnel/settings-tunnel.ts';
import { createTunnelNames } from '../../../electron/tunnel/tunnel-names.ts';
import { settings } from '../../../shared/settings.ts';
import { startRelay } from '../../fakes/relay/relay.ts';
import { openSockets, startLocalReceiver, until } from './local-receiver.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await until('all sockets closed', () => openSockets() === 0);
});

/** A slot as the app's stored state has it. */
const createSlot = (value: unknown = undefined) => ({
  get: () => value,
  set: (next: Record<string, string>) => {
    value = JSON.parse(JSON.stringify(next));
  },
});

it('asks each relay for the name that this relay gave, and no other for it', async () => {
  const [first, second] = [await startRelay({ graceMs: 10 }), await startRelay({ graceMs: 10 })];
  const receiver = await startLocalReceiver();
  let host = first.url;
  const tunnel = createSettingsTunnel({
    tunnel: () => settings.parse({ tunnel: { host } }).tunnel,
    localPort: receiver.port,
    testMessage: receiver.testMessage,
    lastNames: createTunnelNames(createSlot()),
    onStatus: () => {},
    onHeartbeat: () => {},
    onUrlChanged: () => {},
    heartbeatIntervalMs: undefined,
    sendRequest,
    now: Date.now,
    log: silentLog,
  });
  cleanups.push(
    () => first[Symbol.asyncDispose](),
    () => second[Symbol.asyncDispose](),
    () => receiver[Symbol.asyncDispose](),
    tunnel.close,
  );
  const openAt = async (relay: typeof first) => {
    host = relay.url;
    await tunnel.settingsChanged();
    await tunnel.open();
    return relay.tunnels()[0]?.name;
  };
  const given = await openAt(first);
  expect(await openAt(second)).not.toBe(given);
  await until('forgotten', () => first.tunnels().length === 0);
  expect(await openAt(first)).toBe(given);
});

it('keeps the names of the last eight relays', () => {
  const names = createTunnelNames(createSlot());
  for (let n = 0; n < 9; n += 1) names.set(`https://relay-${n}.example`, `name-${n}`);
  expect([names.get('https://relay-0.example'), names.get('https://relay-8.example')]).toEqual([null, 'name-8']);
});

it('takes stored names that cannot be read as none', () => {
  expect(createTunnelNames(createSlot('brave-cat')).get('https://relay.example')).toBeNull();
});
