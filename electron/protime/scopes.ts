const scope = (name: string): string => `connector-protimeapi-${name}`;

export const WEBHOOKS_READ = scope('webhooks.read');
export const WEBHOOKS_WRITE = scope('webhooks.write');
export const ASSIGNMENTS_READ = scope('assignments.read');
export const PEOPLE_READ = scope('people.read');
export const ACTIVITIES_READ = scope('activity-definitions.read');

/** Without these the app cannot do its job. */
export const MANDATORY_SCOPES: readonly string[] = [WEBHOOKS_READ, WEBHOOKS_WRITE, ASSIGNMENTS_READ];
/** Everything the app can use; without the optional ones, ids are shown instead of names. */
export const ALL_SCOPES: readonly string[] = [...MANDATORY_SCOPES, PEOPLE_READ, ACTIVITIES_READ];

export const isMandatory = (name: string): boolean => MANDATORY_SCOPES.includes(name);
