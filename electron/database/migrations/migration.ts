/** One step of the schema. Runs once, in a transaction of its own. */
export interface Migration {
  version: number;
  sql: string;
}
