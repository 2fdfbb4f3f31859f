import { interruptedBy, interruption } from '../lib/interruption.mjs';
import { errorText } from '../lib/plain-error.mjs';

/** @typedef {import('./reports.mjs').Outcome} Outcome */

/**
 * Runs a step and says how long it took. A step that throws has failed.
 *
 * @param {import('./steps.mjs').Step} step
 * @param {() => number} [now] milliseconds
 * @returns {Promise<Outcome & { duration: string }>}
 */
export async function runStep(step, now = Date.now) {
  console.log(`\n── ${step.name}`);
  const started = now();
  const outcome = await step.run().catch((error) => {
    if (!interruption.aborted) console.error(errorText(error));
    return { passed: 0, failed: [`${step.name} (${interruptedBy() ?? 'could not be run'})`] };
  });
  const duration = `${step.name} ${((now() - started) / 1000).toFixed(1)} s`;
  console.log(`── ${duration}`);
  return { ...outcome, duration };
}
