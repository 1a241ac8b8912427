import type { Changes } from './changes.ts';
import type { Random } from './random.ts';

/**
 * Random changes at intervals. Rejections come after a number of changes, not seconds: a seed gives the same sequence at any
 * speed.
 */
export const createStream = (changes: Changes, random: Random) => {
  let timer: NodeJS.Timeout | undefined;
  let untilRejection = 0;

  const tick = (): void => {
    untilRejection -= 1;
    if (untilRejection > 0) {
      changes.apply();
    } else {
      changes.reject();
      untilRejection = random.int(10, 15);
    }
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    /**
     * Makes a change about every `everyMs`. With 3 s the first rejection comes within 20 s, the next ones within a minute
     * each.
     */
    start(everyMs: number): void {
      stop();
      untilRejection = random.int(3, 4);
      const next = (): void => {
        timer = setTimeout(
          () => {
            tick();
            next();
          },
          everyMs * (0.7 + random.next() * 0.6),
        );
      };
      next();
    },
    stop,
  };
};
