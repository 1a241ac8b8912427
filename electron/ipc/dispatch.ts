import { ZodError } from 'zod';
import {
  contract,
  type Handlers,
  isRequestName,
  type OutputOf,
  type PayloadOf,
  type PushName,
  type RequestFailure,
  type RequestName,
} from '../../shared/contract.ts';
import { ProblemError } from '../../shared/problems.ts';

export type Answer = { ok: true; value: unknown } | { ok: false; failure: RequestFailure };

/**
 * The only place where a request of a screen enters the core, over any transport: checks the name, parses the input, runs
 * the handler, parses the output. Never throws: an error becomes a failure, with its problem when it is a ProblemError.
 */
export const createDispatcher =
  (handlers: Handlers, onFailure: (name: string, error: unknown) => void) =>
  async (name: string, raw: unknown): Promise<Answer> => {
    if (!isRequestName(name)) return { ok: false, failure: { code: 'unknown-request' } };
    try {
      return { ok: true, value: await run(handlers, name, raw) };
    } catch (error) {
      onFailure(name, error);
      if (error instanceof ProblemError) return { ok: false, failure: { code: 'failed', problem: error.problem } };
      return { ok: false, failure: { code: error instanceof ZodError ? 'bad-request' : 'failed' } };
    }
  };

export type Dispatch = ReturnType<typeof createDispatcher>;

/** The payload of a push, reduced to the fields of the contract. @throws z.ZodError */
export const parsePush = <N extends PushName>(name: N, payload: unknown): PayloadOf<N> =>
  contract[name].payload.parse(payload) as PayloadOf<N>;

const run = async <N extends RequestName>(handlers: Handlers, name: N, raw: unknown): Promise<OutputOf<N>> => {
  const { input, output } = contract[name];
  const handler = handlers[name] as (input: unknown) => unknown;
  return output.parse(await handler(input.parse(raw))) as OutputOf<N>;
};
