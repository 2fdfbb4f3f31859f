/**
 * What may be a job ID, judged by the token alone. IDs are opaque and "never parse it" holds: nothing here takes an ID
 * apart, and the service has the last word on whether one exists. The API's pages show `abc123…` and `sim_xyz…`; the
 * service hands out 24 lower-case letters and digits.
 */

/** The characters that IDs are made of. Every candidate is a run of them, whole. */
export const isTokenCharacter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  code === 95 ||
  code === 45;

/**
 * The offset behind a run of those characters. A loop, because a regular expression can overflow its stack on a run of
 * many megabytes.
 */
export function endOfToken(text: string, start: number): number {
  let end = start;
  while (end < text.length && isTokenCharacter(text.charCodeAt(end))) end += 1;
  return end;
}

const plausible = /^[A-Za-z0-9_-]{4,128}$/;
/** `phy_` is the pipeline's own ID of a job, which the API does not answer to; `rgyd_` begins an API key. */
const foreign = /^(?:phy|rgyd)_/i;
const generated = /^[a-z0-9]{24}$/;
const simulation = /^sim_[a-z0-9]{3,}$/;
/** Names of files in a job's `output`, not simulations. */
const outputField = /^sim_(?:video|gif|log)$/;
const prefixed = /^(?:sim|job|conv)_[a-z0-9]{10,64}$/;

const hasLetter = (token: string): boolean => /[A-Za-z]/.test(token);
const hasDigit = (token: string): boolean => /\d/.test(token);

/**
 * Whether a token that stands where a job ID belongs (an ID field, a URL path, `job_id=`) can be one. Broad: 4 to 128
 * letters, digits, `_` and `-`, so UUIDs and the short IDs of the API's pages pass. A mere word (`pricing`) or number
 * (`42`) does not: it is far more often a sub-page, a counter or a placeholder. Words of exactly 24 lower-case letters
 * pass all the same, because one in about 2,300 of the service's IDs has no digit.
 */
export function isPlausibleId(token: string): boolean {
  if (!plausible.test(token) || foreign.test(token) || !hasLetter(token)) return false;
  return hasDigit(token) || generated.test(token) || (simulation.test(token) && !outputField.test(token));
}

/**
 * Whether a token that makes up a line, alone or with others like it, can be an ID. As {@link isPlausibleId}, but not
 * below the six characters of the shortest ID seen (`abc123`): `1080p`, `h264` and `utf-8` are more likely something else.
 */
export const isLoneId = (token: string): boolean => token.length >= 6 && isPlausibleId(token);

/**
 * Whether a token in the middle of other text is an ID by its shape: 24 lower-case letters and digits, of both at least
 * one, or `sim_` and its like with ten or more. A commit's or file's hash has another length and is never cut to fit.
 *
 * @param afterTheWordJob whether "job" or its like stands right before it; then the digit is not asked for
 */
export function hasKnownShape(token: string, afterTheWordJob = false): boolean {
  if (generated.test(token)) return hasLetter(token) && (afterTheWordJob || hasDigit(token));
  return prefixed.test(token) && hasDigit(token);
}
