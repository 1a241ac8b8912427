import { runAsUser } from './user.ts';

/** The object that a service on a D-Bus offers an interface on. */
export interface BusObject {
  service: string;
  path: string;
  interface: string;
}

/** Talks to a D-Bus as any program of the session does, through systemd's `busctl`. Rejects when the service does not answer. */
export const createBus = (address: string) => {
  const busctl = async (...args: string[]): Promise<unknown> => {
    const stdout = await runAsUser('busctl', [`--address=${address}`, '--json=short', '--timeout=10', '--', ...args]);
    return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as { data: unknown }).data;
  };
  return {
    property: (object: BusObject, name: string) =>
      busctl('get-property', object.service, object.path, object.interface, name),
    /** `signature` and `values` as `busctl` writes them. */
    call: (object: BusObject, method: string, signature = '', ...values: (string | number)[]) =>
      busctl(
        'call',
        object.service,
        object.path,
        object.interface,
        method,
        ...(signature ? [signature, ...values.map(String)] : []),
      ),
    hasService: async (name: string): Promise<boolean> =>
      ((await busctl('call', ...DAEMON, 'NameHasOwner', 's', name).catch(() => [false])) as [boolean])[0],
  };
};

export type Bus = ReturnType<typeof createBus>;

const DAEMON = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'] as const;
