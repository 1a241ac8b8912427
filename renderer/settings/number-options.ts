/** The options of a select: some numbers and the current value, in order. */
export const numberOptions = (values: readonly number[], current: number, label: (n: number) => string) =>
  [...new Set([...values, current])].sort((a, b) => a - b).map((n) => ({ value: String(n), label: label(n) }));
