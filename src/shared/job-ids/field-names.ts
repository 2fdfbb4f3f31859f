/**
 * What the name of a field says about its value, whether it is a key in JSON, a column's title or the left side of `=`.
 * Case, `_`, `-` and spaces do not matter: `job_id`, `jobId` and `Job ID` are one name.
 */

/**
 * Greater wins where one object has several. A composition has an `id` of its own and, once submitted, the job's in
 * `conversion_job_id`; an event has an `id` and speaks of a `job_id`.
 */
const jobIdRanks = new Map([
  ['id', 1],
  ['ids', 1],
  ['conversionid', 2],
  ['conversionids', 2],
  ['jobid', 3],
  ['jobids', 3],
  ['conversionjobid', 4],
  ['conversionjobids', 4],
]);

/** The rank of `conversion_job_id`: even empty it says that the object is a composition, whose `id` is no job's. */
export const compositionRank = 4;

/** `physiq_job_id`, `request_id`, `userId`, `uuid`, `pid`: an ID, but of something else (asked after {@link jobIdRank}). */
const otherId = /(?:^|[_\s-])(?:uu|gu|p|t|s)?ids?$/i;
const otherIdInCamelCase = /[a-z](?:Id|ID)s?$/;
const secretOrDigest =
  /(?:key|token|secret|password|bearer|authorization|cookie|session|signature|hash|sha\d*|md5|etag|digest|checksum|commit)$/i;
/** Objects with an `id` that is not a job's. `source_job` is the job that a simulation was made from. */
const otherThings = new Set(
  ['source_job', 'user', 'account', 'owner', 'team', 'organization', 'workspace', 'project', 'plan']
    .concat(['subscription'])
    .map(normalised),
);
const columnTitles = new Set(
  [
    'job',
    'status',
    'state',
    'stage',
    'progress',
    'type',
    'job_type',
    'file',
    'filename',
    'name',
    'input',
    'output',
  ]
    .concat([
      'created',
      'created_at',
      'updated',
      'updated_at',
      'queued_at',
      'started',
      'started_at',
      'completed',
    ])
    .concat([
      'completed_at',
      'age',
      'duration',
      'time',
      'credits',
      'credits_charged',
      'error',
      'size',
      'prompt',
    ])
    .map(normalised),
);
const maxNameLength = 40;
/** Of `composition`. Nearly every word of a log is shorter, and is out at once. */
const minCompositionLength = 11;

function normalised(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function endsInId(name: string): boolean {
  const last = name.charCodeAt(name.length - 1) | 32;
  const end = last === 115 ? name.length - 1 : name.length;
  return (name.charCodeAt(end - 1) | 32) === 100 && (name.charCodeAt(end - 2) | 32) === 105;
}

/** How surely a field of this name holds a job's ID: 0 for not at all. */
export function jobIdRank(name: string): number {
  // Called for nearly every word of a log: what does not end in "id" is out at once.
  if (name.length > maxNameLength || !endsInId(name)) return 0;
  return jobIdRanks.get(normalised(name)) ?? 0;
}

/** Whether the field holds something that may look like a job's ID and is not: another thing's ID, a secret, a hash. */
export function namesSomethingElse(name: string): boolean {
  if (name.length > maxNameLength) return false;
  return (
    otherId.test(name) ||
    otherIdInCamelCase.test(name) ||
    secretOrDigest.test(name) ||
    otherThings.has(normalised(name))
  );
}

/**
 * Compositions are workflow objects whose IDs look like a job's and are none. Once one was submitted, its job's ID stands
 * in it as `conversion_job_id`.
 */
const compositions = new Set(['composition', 'compositions', 'compositionid', 'compositionids']);

/** Whether the field, or the word, speaks of compositions. */
export const namesComposition = (name: string): boolean =>
  name.length >= minCompositionLength && name.length <= maxNameLength && compositions.has(normalised(name));

/** Fields that compositions have and jobs have not. */
const compositionFields = new Set([
  'workflow',
  'interaction_mode',
  'requested_asset_class',
  'asset_brief',
  'seed_input',
]);

/** Whether an object with a field of this name is a composition. */
export const isOfComposition = (name: string): boolean => compositionFields.has(name);

/** Names under which an object within a composition is a job all the same. */
const jobNames = new Set(['conversionjob', 'conversion', 'job']);

export const namesJob = (name: string): boolean =>
  name.length <= maxNameLength && jobNames.has(normalised(name));

/** Whether tables of jobs have a column of this name. */
export const isColumnTitle = (name: string): boolean =>
  name.length <= maxNameLength &&
  (jobIdRank(name) > 0 || namesComposition(name) || columnTitles.has(normalised(name)));
