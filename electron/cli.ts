import './require-node.ts';

// Files that the app creates are readable by this user only, whatever rights it sets itself.
process.umask(0o077);
// Loaded after the check: an older Node could not even parse what follows.
await import('./commands/command-line.ts');
