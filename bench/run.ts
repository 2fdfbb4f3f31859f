/**
 * What `npm run bench` runs in its session: the benches named, or all, one after the other. Prints each row and writes all
 * of them to `bench-output/bench.json`.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronVersion } from '../scripts/electron/version.mjs';
import { findRuntime } from '../scripts/electron/runtime.mjs';
import { inProject } from '../scripts/lib/project.mjs';
import { linesOf, resultOf, type Bench, type Result } from './lib/bench.ts';

const ending = '.bench.ts';

async function loadBenches(): Promise<Bench[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(ending));
  return Promise.all(files.map(async (file) => ((await import(`./${file}`)) as { bench: Bench }).bench));
}

async function measure(bench: Bench): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rigyd-bench-'));
  try {
    const rows = await bench.run({ folder, log: (text) => console.error(`  ${bench.name}: ${text}`) });
    return rows.map(resultOf);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const names = process.argv.slice(2);
const benches = await loadBenches();
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no bench “${unknown[0]}”. There are: ${benches.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
const runtime = findRuntime();
const electron = runtime === null ? 'none' : await electronVersion(runtime);
console.log(`${cpus().length} cores, Node ${process.versions.node}, Electron ${electron}\n`);
const all: Record<string, Result[]> = {};
const broken: string[] = [];
for (const bench of benches) {
  if (names.length > 0 && !names.includes(bench.name)) continue;
  try {
    const results = await measure(bench);
    all[bench.name] = results;
    console.log([bench.title, ...linesOf(results), ''].join('\n'));
  } catch (error) {
    // What the others measure takes minutes, and is worth having all the same.
    console.error(`${bench.title}: not measured.`, error);
    broken.push(bench.name);
  }
}
const results = Object.values(all).flat();
const [met, missed] = [true, false].map((isMet) => results.filter((result) => result.isMet === isMet).length);
const folder = inProject('bench-output');
mkdirSync(folder, { recursive: true });
const report = { at: new Date().toISOString(), cores: cpus().length, electron, benches: all };
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(
  `${results.length} rows: ${met} at their target, ${missed} not. All of them: bench-output/bench.json`,
);
if (broken.length > 0) {
  console.error(`Not measured: ${broken.join(', ')}.`);
  process.exitCode = 1;
}
