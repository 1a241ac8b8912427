import type { Activity } from '../../shared/assignment.ts';
import type { NameStore } from '../database/tables/names.ts';
import type { Writer } from '../database/writer.ts';
import type { Log } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';

export interface NameSyncOptions {
  client: ProtimeClient;
  names: NameStore;
  writer: Writer;
  activityStructureVersion: () => string | null;
  log: Log;
  onNamesChanged: () => void;
}

/** The activity structure has a handful of levels; a level that does not exist ends the reading. */
const MAX_LEVELS = 10;

/** @returns `namesMissing`: the names of people could not be read because a scope is missing. */
export const createNameSync =
  ({ client, names, writer, activityStructureVersion, log, onNamesChanged }: NameSyncOptions) =>
  async (signal: AbortSignal): Promise<{ namesMissing: boolean }> => {
    const optional = async (what: string, read: () => Promise<void>): Promise<boolean> => {
      try {
        await read();
        return true;
      } catch (error) {
        if (signal.aborted) throw error;
        log.warn(`${what} could not be read`, { error: String(error) });
        return !isProtimeError(error, 'missing-scope');
      }
    };
    const granted = await optional('names of people', async () => {
      for await (const { readable } of client.people(signal)) await writer.write(() => names.putPeople(readable));
    });
    const version = activityStructureVersion();
    if (version !== null)
      await optional('names of activities', async () => {
        const activities = await readActivities(client, version, signal);
        await writer.write(() => names.putActivities(activities));
      });
    onNamesChanged();
    return { namesMissing: !granted };
  };

const readActivities = async (client: ProtimeClient, version: string, signal: AbortSignal): Promise<Activity[]> => {
  const all: Activity[] = [];
  for (let level = 1; level <= MAX_LEVELS; level += 1) {
    try {
      const { readable, unreadable } = await client.activityDefinitions(version, level, signal);
      if (readable.length + unreadable.length === 0) break;
      all.push(...readable);
    } catch (error) {
      if (level > 1 && isProtimeError(error, 'not-found')) break;
      throw error;
    }
  }
  return all;
};
