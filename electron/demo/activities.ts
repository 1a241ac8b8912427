import { createRandom, seedFor } from './random.ts';

export interface DemoActivity {
  readonly id: string;
  readonly level: 1 | 2;
  readonly parentId: string | null;
  readonly name: { readonly default: string; readonly translations: Readonly<Record<string, string>> };
  readonly dataEntryCode: string;
  readonly externalReference: string;
}

type Names = readonly [english: string, dutch: string, french: string];

const STRUCTURE: readonly { readonly names: Names; readonly parts: readonly Names[] }[] = [
  {
    names: ['Reception', 'Onthaal', 'Accueil'],
    parts: [
      ['Front desk', 'Balie', 'Guichet'],
      ['Switchboard', 'Telefooncentrale', 'Standard téléphonique'],
    ],
  },
  {
    names: ['Warehouse', 'Magazijn', 'Entrepôt'],
    parts: [
      ['Order picking', 'Orderpicking', 'Préparation de commandes'],
      ['Forklift', 'Heftruck', 'Chariot élévateur'],
    ],
  },
  {
    names: ['Production', 'Productie', 'Production'],
    parts: [
      ['Line 1', 'Lijn 1', 'Ligne 1'],
      ['Line 2', 'Lijn 2', 'Ligne 2'],
      ['Quality control', 'Kwaliteitscontrole', 'Contrôle qualité'],
    ],
  },
  { names: ['Kitchen', 'Keuken', 'Cuisine'], parts: [] },
  { names: ['Maintenance', 'Onderhoud', 'Maintenance'], parts: [['On call', 'Wachtdienst', 'Service de garde']] },
  { names: ['Training', 'Opleiding', 'Formation'], parts: [] },
];

export const createActivities = (seed: number) => {
  const random = createRandom(seedFor(seed, 2));
  const versionId = random.guid();
  const define = ([english, dutch, french]: Names, code: string, parentId: string | null): DemoActivity => ({
    id: random.guid(),
    level: parentId === null ? 1 : 2,
    parentId,
    name: { default: english, translations: { 'nl-BE': dutch, 'fr-BE': french } },
    dataEntryCode: code,
    externalReference: `ERP-${code}`,
  });
  const all = STRUCTURE.flatMap(({ names, parts }, index) => {
    const code = String((index + 1) * 100);
    const activity = define(names, code, null);
    return [activity, ...parts.map((part, at) => define(part, String(Number(code) + at + 1), activity.id))];
  });
  return {
    /** The id in `/activity-structure-versions/{versionId}`. */
    versionId,
    all,
    level: (level: number) => all.filter((activity) => activity.level === level),
    /** The activities below one of the first level. */
    childrenOf: (parentId: string) => all.filter((activity) => activity.parentId === parentId),
    byId: (id: string) => all.find((activity) => activity.id === id),
  };
};

export type Activities = ReturnType<typeof createActivities>;

/** The item of `GET …/levels/{level}/activity-definitions`. */
export const toActivityJson = ({ id, level, name, dataEntryCode, externalReference }: DemoActivity) => ({
  id,
  level,
  name,
  dataEntryCode,
  externalReference,
});
