/** A step of the pipeline and its share of the time that the job runs. */
interface Stage {
  readonly name: string;
  readonly share: number;
}

const CONVERT: readonly Stage[] = [
  { name: 'decompose', share: 0.16 },
  { name: 'physics', share: 0.2 },
  { name: 'collision_decompose', share: 0.3 },
  { name: 'materials', share: 0.22 },
  { name: 'export', share: 0.12 },
];
const GENERATE: readonly Stage[] = [
  { name: 'generate', share: 0.38 },
  { name: 'decompose', share: 0.1 },
  { name: 'physics', share: 0.12 },
  { name: 'collision_decompose', share: 0.18 },
  { name: 'materials', share: 0.14 },
  { name: 'export', share: 0.08 },
];
const SIMULATE: readonly Stage[] = [
  { name: 'load_scene', share: 0.15 },
  { name: 'simulate', share: 0.45 },
  { name: 'render', share: 0.3 },
  { name: 'encode', share: 0.1 },
];

/** What is done to a file that is not GLB before the pipeline sees it; the names are the pages' own. */
export const PREPROCESS_STEPS = ['export', 'align', 'transform', 'compress', 'process'] as const;

export function stagesOf(jobType: string): readonly Stage[] {
  if (jobType === 'simulate_usd') return SIMULATE;
  return jobType === 'glb_to_simready' ? CONVERT : GENERATE;
}

/** The stages begun when `share` (0 to 1) of the run has passed, each with how much of it is done. */
export function stagesBegun(jobType: string, share: number): { name: string; share: number; done: number }[] {
  let from = 0;
  return stagesOf(jobType).flatMap((stage) => {
    const start = from;
    from += stage.share;
    if (share < start) return [];
    return [{ ...stage, done: Math.min(1, (share - start) / stage.share) }];
  });
}

/** The preprocess steps begun when `share` (0 to 1) of the phase has passed. */
export function preprocessStepsBegun(share: number): string[] {
  return PREPROCESS_STEPS.filter((_step, at) => share * PREPROCESS_STEPS.length >= at);
}
