/**
 * Where made-up cases begin: the same ones on every run, so that only a change of the code makes a test fail. `SEED=…` in the
 * environment tries others.
 */
export const SEED = Number(process.env.SEED ?? 20_260_310);
