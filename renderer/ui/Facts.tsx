import type { ReactNode } from 'react';

interface Props {
  className: string | undefined;
  /** Entries with the value undefined are left out. */
  facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** A list of names with their values. */
export const Facts = ({ className, facts }: Props) => (
  <dl className={className}>
    {facts.map(
      ([name, value]) =>
        value !== undefined && (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
    )}
  </dl>
);
