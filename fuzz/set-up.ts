import fc from 'fast-check';

/** A thousand cases of each property with `npm test`; `npm run fuzz` asks for more, and for a seed of its own. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125);

fc.configureGlobal({ numRuns: runs, seed });
