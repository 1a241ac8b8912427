/** The customer's own identifiers to ask for; predefined ones start with `@`. None by default: they travel through the tunnel. */
export interface ExternalReferences {
  people?: readonly string[];
  activityDefinitions?: readonly string[];
}

const NAME = /^@?[\w-]{1,60}$/;

/**
 * The value of the query parameter `externalReferences`, or undefined when nothing is asked for.
 * @throws RangeError for a name that could end its place in the query.
 * @see documentation.myprotime.eu/protimeapi/reference/external-references
 */
export const referencesValue = (references: ExternalReferences | undefined): string | undefined => {
  const pairs = [
    ...(references?.people ?? []).map((name) => ['people', name] as const),
    ...(references?.activityDefinitions ?? []).map((name) => ['activity-definitions', name] as const),
  ];
  for (const [, name] of pairs) if (!NAME.test(name)) throw new RangeError('not the name of an external reference');
  return pairs.length > 0 ? pairs.map(([collection, name]) => `(${collection},${name})`).join('') : undefined;
};
