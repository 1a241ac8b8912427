import { HttpError } from './http.ts';

export interface Clause {
  readonly field: string;
  readonly operator: 'eq' | 'ge' | 'le' | 'in';
  readonly values: readonly string[];
}

const COMPARISON = /^([\w-]+)\s+(eq|ge|le)\s+'([^']*)'$/i;
const MEMBERSHIP = /^([\w-]+)\s+in\s*\(([^()]*)\)$/i;

const parseClause = (text: string): Clause => {
  const comparison = COMPARISON.exec(text);
  if (comparison) {
    const [, field = '', operator = '', value = ''] = comparison;
    return { field: field.toLowerCase(), operator: operator.toLowerCase() as 'eq' | 'ge' | 'le', values: [value] };
  }
  const membership = MEMBERSHIP.exec(text);
  if (membership) {
    const [, field = '', list = ''] = membership;
    return { field: field.toLowerCase(), operator: 'in', values: list.split(',').map((value) => value.trim()) };
  }
  throw new HttpError(400, 'InvalidFilter', `The filter '${text}' is not valid.`);
};

/** Reads `date ge '2026-03-01' and person in (1,2)`; no filter is no clause, and an unknown field is refused. */
export const parseFilter = (text: string | null, fields: readonly string[]): readonly Clause[] => {
  if (!text?.trim()) return [];
  const clauses = text
    .trim()
    .split(/\s+and\s+/i)
    .map(parseClause);
  const unknown = clauses.find(({ field }) => !fields.includes(field));
  if (unknown) throw new HttpError(400, 'InvalidFilter', `Filtering on '${unknown.field}' is not supported.`);
  return clauses;
};

export const matchesClause = ({ operator, values }: Clause, value: string): boolean => {
  const [bound = ''] = values;
  switch (operator) {
    case 'eq':
      return value === bound;
    case 'ge':
      return value >= bound;
    case 'le':
      return value <= bound;
    case 'in':
      return values.includes(value);
  }
};
