/** Prints one result: label, value and target. */
export const printResult = (what: string, value: string, aim = ''): void => {
  process.stdout.write(`  ${what.padEnd(58)} ${value}${aim && `   [aim ${aim}]`}\n`);
};

export const progress = (text: string): void => {
  process.stderr.write(`  … ${text}\n`);
};
