/** A thousand cases of each property with `npm test`; `npm run fuzz` asks for more, and for a seed of its own. */
export const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
export const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125);

/** For a property of which each case is as much work as so many of the others. */
export const costly = (cases: number): { numRuns: number } => ({ numRuns: Math.ceil(numRuns / cases) });
