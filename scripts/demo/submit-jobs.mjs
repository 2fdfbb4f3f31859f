/** @typedef {{ baseUrl: string, key: string }} Service */

/** What a person might have submitted a moment ago: models with their size in bytes, and a prompt. */
const models = [
  { name: 'toolbox.glb', size: 1_245_678 },
  { name: 'pallet_crate.fbx', size: 4_810_220 },
  { name: 'gear_assembly.obj', size: 2_093_004 },
  { name: 'espresso_mug.glb', size: 884_120 },
];
const prompt = 'A small oak chair with a woven seat';

/**
 * Submits a few jobs the way any client does, so that the demo has some to watch from their first moment.
 *
 * @param {Service} service
 * @param {typeof fetch} [request]
 * @returns {Promise<string[]>} their IDs, in the order in which they were submitted
 */
export async function submitJobs(service, request = fetch) {
  const ids = [];
  for (const { name, size } of models) {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(size)]), name);
    ids.push(await submit(service, '/conversions', form, request));
  }
  const form = new FormData();
  form.set('prompt', prompt);
  ids.push(await submit(service, '/conversions/generate', form, request));
  return ids;
}

/**
 * @param {Service} service
 * @param {string} call
 * @param {FormData} body
 * @param {typeof fetch} request
 */
async function submit({ baseUrl, key }, call, body, request) {
  const response = await request(`${baseUrl}${call}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`The simulator answered ${response.status} to a submission.`);
  const { data } = /** @type {{ data: { id: string } }} */ (await response.json());
  return data.id;
}
