/** One change of the schema. Runs once, in its own transaction. */
export interface Migration {
  version: number;
  sql: string;
}
