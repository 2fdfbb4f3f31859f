import { writeSync } from 'node:fs';
import { interruption } from '../lib/interruption.mjs';
import { closingLine } from './reports.mjs';
import { runStep } from './run-step.mjs';

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {Awaited<ReturnType<typeof runStep>>} TimedOutcome */

/**
 * What the steps of a command come to together. However the command ends, its last line is "N passed, M failed", after what
 * failed; with failures it has not succeeded.
 *
 * @param {() => string} electron the version that the steps ran on, as far as it is known
 */
export function startTally(electron) {
  /** @type {TimedOutcome[]} */
  const outcomes = [];

  process.on('exit', (code) => {
    const noneFailed = outcomes.every((outcome) => outcome.failed.length === 0);
    if (noneFailed && code !== 0) outcomes.push({ passed: 0, failed: ['the run itself'], duration: '' });
    if (!noneFailed) process.exitCode ||= 1;
    const failed = outcomes.flatMap((outcome) => outcome.failed);
    const summary = [
      ...failed.map((name) => `✘ ${name}`),
      outcomes.flatMap(({ duration }) => duration || []).join(' · '),
      ...(electron() === '' ? [] : [`Electron ${electron()}`]),
      closingLine(outcomes),
    ];
    // Not console.log: this must be out before the process is gone.
    writeSync(1, `\n${summary.join('\n')}\n`);
  });

  return {
    /**
     * Runs a step. Throws where the command was interrupted meanwhile.
     *
     * @param {Step} step
     * @returns {Promise<boolean>} whether nothing in it failed
     */
    async succeeds(step) {
      const outcome = await runStep(step);
      outcomes.push(outcome);
      interruption.throwIfAborted();
      return outcome.failed.length === 0;
    },

    /**
     * Counts a step as failed that cannot be run.
     *
     * @param {Step} step
     * @param {string} missing what it would need
     */
    missed(step, missing) {
      outcomes.push({ passed: 0, failed: [`${step.name} (did not run: ${missing})`], duration: '' });
    },
  };
}
