import { run as plan } from '../../electron/commands/plan.ts';
import { addMonths, dayOf } from '../../shared/time.ts';
import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import type { World } from './world.ts';

/** The plan the app shows is the provider's, field by field. */
export const expectSamePlan = async (
  { tenant }: World,
  dataDir: string,
  onFault: (what: string) => void,
): Promise<void> => {
  const lines = new Map<number, Record<string, unknown>>();
  const wrong: string[] = [];
  await plan(['--json', '--data', dataDir], {
    env: {},
    print: (line) => {
      const { seenAt: _, ...fields } = JSON.parse(line) as Record<string, unknown>;
      lines.set(Number(fields.id), fields);
    },
    printError: () => {},
    now: Date.now,
  });
  const today = dayOf(clock.now());
  const [first, last] = [addMonths(today, -2), addMonths(today, 3)];
  const names = new Map(tenant.people().map((person) => [person.id, `${person.firstName} ${person.lastName}`]));
  for (const { person, ...fields } of tenant.assignments()) {
    const line = lines.get(fields.id);
    lines.delete(fields.id);
    if (!line && (fields.from < first || fields.from > last)) continue;
    const personId = person?.id ?? null;
    const truth = { ...fields, personId, personName: names.get(personId ?? -1) ?? null, deleted: false };
    if (JSON.stringify(sorted(line ?? {})) !== JSON.stringify(sorted(truth)))
      wrong.push(`${fields.id} is ${JSON.stringify(line)}, at the provider ${JSON.stringify(truth)}`);
  }
  for (const id of lines.keys()) wrong.push(`${id} is in the plan, and not at the provider`);
  if (wrong.length > 0) onFault(`in the end ${wrong.length} assignments are wrong; the first: ${wrong[0]}`);
};

const sorted = (fields: Record<string, unknown>) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

/** Exactly one webhook is left, and it is the one the app says it uses. */
export const expectOneWebhook = ({ tenant }: World, computer: Computer, onFault: (what: string) => void): void => {
  const ids = tenant.webhooks().map(({ id }) => id);
  if (ids.length !== 1 || ids[0] !== computer.shownStatus()?.webhookId)
    onFault(
      `in the end the webhooks are ${ids.join(', ')}, and ${computer.shownStatus()?.webhookId} is said to be in use`,
    );
};
