import { isProtimeError } from './errors.ts';

/** Identifiers of the customer to request; predefined ones start with `@`. None by default: they pass through the tunnel. */
export interface ExternalReferences {
  people?: readonly string[];
  activityDefinitions?: readonly string[];
}

/** The requested value of `externalReferences`, and whether Protime refused it in the last request. */
export interface RequestedReferences {
  readonly value: string | undefined;
  wereRefused: boolean;
}

const NAME = /^@?[\w-]{1,60}$/;

/**
 * The value of the query parameter `externalReferences`; undefined when none are requested.
 * @throws RangeError for a name with characters that could change the query.
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

/** Sends a request with the references and, when that is refused, without them: the plan matters more than a reference. */
export const withReferences = async <T>(
  references: RequestedReferences,
  send: (references: string | undefined) => Promise<T>,
): Promise<T> => {
  if (references.value === undefined) return send(undefined);
  try {
    const answer = await send(references.value);
    references.wereRefused = false;
    return answer;
  } catch (error) {
    if (!isRefused(error)) throw error;
    const answer = await send(undefined);
    references.wereRefused = true;
    return answer;
  }
};

const isRefused = (error: unknown): boolean =>
  (isProtimeError(error, 'unexpected-answer') || isProtimeError(error, 'invalid-destination')) &&
  (error.status === 400 || error.status === 422);
