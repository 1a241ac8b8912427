/** Whether the program was called with a command, e.g. `assignment-monitor status`. Links and flags open the window. */
export const isCommandLineCall = ([first = '']: readonly string[]): boolean =>
  /^[a-z]+$/.test(first) || first === '--help' || first === '--version';
