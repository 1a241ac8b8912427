import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readOptions } from './options.ts';
import './hooks.ts';

// node run.ts <main.js> [what was typed after the program's name]
const [, , main = '', ...args] = process.argv;
const { isPackaged, resources, hasDesktop = true } = readOptions();
process.argv = isPackaged ? [process.execPath, ...args] : [process.execPath, main, ...args];
Object.assign(process, { defaultApp: !isPackaged, resourcesPath: resources ?? dirname(main) });

process.env.DISPLAY = hasDesktop ? ':0' : '';
process.env.WAYLAND_DISPLAY = '';

// After the hooks: what these import for `electron` is what the app imports.
const { commands } = await import('./control.ts');

interface Command {
  id: number;
  name: keyof typeof commands;
  args: unknown[];
}
process.on('message', async ({ id, name, args: values }: Command) => {
  try {
    const value = await (commands[name] as (...args: unknown[]) => Promise<unknown>)(...values);
    process.send?.({ id, value });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
// The test went away.
process.on('disconnect', () => process.exit(1));

await import(pathToFileURL(main).href);
