import './require-node.ts';

// Loaded after the check: an older Node could not even parse what follows.
await import('./commands/command-line.ts');
