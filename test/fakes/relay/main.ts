import { parseArgs } from 'node:util';
import { startRelay } from './relay.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const relay = await startRelay({ port: Number(values.port) });
console.log(JSON.stringify({ event: 'listening', url: relay.url }));

const stop = (): void => void relay.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
