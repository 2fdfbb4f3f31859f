import type { Random } from './random.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const MIXED = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** A conversion id as the service makes them: 24 lower-case letters and digits. */
export const conversionId = (random: Random): string => letters(random, LOWER, 24);

/** The pipeline's own id of a job, `phy_` and 16 characters. */
export const pipelineId = (random: Random): string => `phy_${letters(random, LOWER, 16)}`;

/** A test key of the form the web app mints: `rgyd_test_` and 43 characters. */
export const testKey = (random: Random): string => `rgyd_test_${letters(random, MIXED, 43)}`;

function letters(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[random.integer(0, alphabet.length - 1)]).join('');
}
