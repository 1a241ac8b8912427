import { z } from 'zod';

/** Enough for a planner who tries several; the oldest is forgotten. */
const MAX_RELAYS = 8;
const names = z.record(z.string(), z.string()).catch({});

/** The last name each relay gave: one relay's name is never requested from another. */
export const createTunnelNames = (slot: { get(): unknown; set(names: Record<string, string>): void }) => {
  const read = () => Object.entries(names.parse(slot.get()));
  return {
    get: (host: string): string | null => read().find(([known]) => known === host)?.[1] ?? null,
    set: (host: string, name: string): void => {
      const others = read().filter(([known]) => known !== host);
      slot.set(Object.fromEntries([...others, [host, name]].slice(-MAX_RELAYS)));
    },
  };
};
