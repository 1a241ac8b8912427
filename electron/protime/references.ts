import { isProtimeError } from './errors.ts';

/** The customer's own identifiers to ask for; predefined ones start with `@`. None by default: they travel through the tunnel. */
export interface ExternalReferences {
  people?: readonly string[];
  activityDefinitions?: readonly string[];
}

/** What is asked for as `externalReferences`, and whether Protime refused it the last time. */
export interface RequestedReferences {
  readonly value: string | undefined;
  wereRefused: boolean;
}

const NAME = /^@?[\w-]{1,60}$/;

/**
 * The value of the query parameter `externalReferences`; undefined when nothing is asked for.
 * @throws RangeError for a name that could end its place in the query.
 * @see documentation.myprotime.eu/protimeapi/reference/external-references
 */
export const requestReferences = (references: ExternalReferences | undefined): RequestedReferences => {
  const pairs = [
    ...(references?.people ?? []).map((name) => ['people', name] as const),
    ...(references?.activityDefinitions ?? []).map((name) => ['activity-definitions', name] as const),
  ];
  for (const [, name] of pairs) if (!NAME.test(name)) throw new RangeError('not the name of an external reference');
  const value = pairs.map(([collection, name]) => `(${collection},${name})`).join('');
  return { value: value || undefined, wereRefused: false };
};

/** Asks with the references and, when that is refused, without: a renamed reference must not cost the plan. */
export const withReferences = async <T>(
  references: RequestedReferences,
  ask: (references: string | undefined) => Promise<T>,
): Promise<T> => {
  if (references.value === undefined) return ask(undefined);
  try {
    const answer = await ask(references.value);
    references.wereRefused = false;
    return answer;
  } catch (error) {
    if (!isRefused(error)) throw error;
    const answer = await ask(undefined);
    references.wereRefused = true;
    return answer;
  }
};

const isRefused = (error: unknown): boolean =>
  (isProtimeError(error, 'unexpected-answer') || isProtimeError(error, 'invalid-destination')) &&
  (error.status === 400 || error.status === 422);
