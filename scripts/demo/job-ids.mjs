/**
 * The jobs the service knows already.
 *
 * @param {{ baseUrl: string, key: string }} service
 * @param {typeof fetch} [request]
 * @returns {Promise<string[]>}
 */
export async function listJobIds({ baseUrl, key }, request = fetch) {
  const response = await request(`${baseUrl}/conversions?page=1&pageSize=25`, {
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`The simulator answered ${response.status} to the list of jobs.`);
  const { data } = /** @type {{ data: { id: string }[] }} */ (await response.json());
  return data.map(({ id }) => id);
}
