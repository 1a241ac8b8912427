/**
 * Whether the installed program was called as the command line it also is: `assignment-monitor status`. Links and flags
 * are for the window.
 */
export const isCommandLineCall = ([first = '']: readonly string[]): boolean =>
  /^[a-z]+$/.test(first) || first === '--help' || first === '--version';
