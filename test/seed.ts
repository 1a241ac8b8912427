/** Seed for generated test data; fixed, so that runs are reproducible. Override with `SEED=…`. */
export const SEED = Number(process.env.SEED ?? 20_260_310);
