import { startChild } from '../measure/child.ts';
import type { EventStreamOptions } from './event-stream.ts';
import type { Command, Run, RunResult, Target } from './generator.ts';

export type { RunResult, Target } from './generator.ts';

// Upper limit, never reached by a receiver.
const MAX_PER_SECOND = 25_000;

/** The load generator: signed requests, prepared before the measurement. */
export const startLoad = (options: EventStreamOptions = {}) => {
  const child = startChild(new URL('./generator.ts', import.meta.url));
  const sendCommand = (command: Command) => child.ask(command);
  const streamReady = sendCommand({ do: 'stream', options });
  return {
    async run(
      target: Target,
      { seconds, perSecond, maxRequests = Number.POSITIVE_INFINITY }: Partial<Run> & { seconds: number },
    ) {
      await streamReady;
      const count = Math.min(maxRequests, Math.ceil(seconds * (perSecond ?? MAX_PER_SECOND)));
      await sendCommand({ do: 'prepare', target, count });
      const run: Run = { seconds, maxRequests: count, ...(perSecond === undefined ? {} : { perSecond }) };
      const result = (await sendCommand({ do: 'run', target, run })) as RunResult;
      if (result.refused > 0) throw new Error(`${result.refused} of ${result.sent} were not answered 204`);
      return result;
    },
    close: child.close,
  };
};

export type Load = ReturnType<typeof startLoad>;
