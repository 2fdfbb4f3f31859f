import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { FaultRuleInput, Simulator } from '../src/simulator/index.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest as test } from './support/test.ts';

type ResultRule = Omit<FaultRuleInput, 'job' | 'endpoint'>;

/** Adds a completed job for each list of rules that its result meets, named like it, and starts all downloads. */
async function downloadAll(
  desk: Desk,
  simulator: Simulator,
  rulesByName: Readonly<Record<string, readonly ResultRule[]>>,
): Promise<void> {
  const ids = Object.entries(rulesByName).map(([name, rules]) => {
    const id = addCompleted(simulator, name);
    for (const rule of rules) simulator.faults.set({ ...rule, endpoint: 'result', job: id });
    return id;
  });
  // Tall enough for all rows: the list draws no others.
  await desk.resize(1280, 1000);
  await desk.typeIds(ids.join('\n'));
  for (const name of Object.keys(rulesByName)) await desk.button(`Download: ${name}.glb`).click();
}

function addCompleted(simulator: Simulator, name: string): string {
  const id = simulator.addJob({ filename: `${name}.glb`, noMjcf: name === 'no mjcf' });
  simulator.setPhase(id, 'completed');
  return id;
}

async function isHome(desk: Desk, name: string): Promise<void> {
  await expect(desk.button(`Show in folder: ${name}.glb`)).toBeVisible({ timeout: 20_000 });
}

async function says(desk: Desk, name: string, ...words: string[]): Promise<void> {
  await desk.open(`${name}.glb`);
  for (const text of words) await expect(desk.details).toContainText(text, { timeout: 20_000 });
}

const status = (code: number, error: string, retryAfter?: number): FaultRuleInput['fault'] => ({
  kind: 'status',
  status: code,
  error,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/** A file host of its own origin, which refuses everything with the status that the path names. */
async function startRefusingHost(): Promise<{ origin: string; close: () => void }> {
  const server = createServer((request, response) => {
    response.writeHead(Number(request.url?.slice(1)), { 'retry-after': '1' }).end('<Error/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The file host has no port.');
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

test('a result comes home in whatever way the service hands it out', async ({ desk, simulator }) => {
  const zip = await simulator.resultBytes(addCompleted(simulator, 'other'), 'all');
  const names = ['/aux.png', 'a chair: red?', 'Same', 'same', 'end.'];
  const answers: Record<string, ResultRule[]> = {
    gzip: [{ fault: { kind: 'gzip', always: true } }],
    'called json': [{ fault: { kind: 'headers', set: { 'content-type': 'application/json' } } }],
    'called page': [{ fault: { kind: 'headers', set: { 'content-type': 'text/html' } } }],
    'byte behind': [
      { fault: { kind: 'file', base64: Buffer.concat([zip, Buffer.of(0)]).toString('base64') } },
    ],
    moved: [{ fault: { kind: 'redirect', status: 308, signed: true } }],
    'no mjcf': [
      { fault: status(404, 'MJCF package is not available for this conversion'), query: 'format=all' },
    ],
    'not completed': [{ fault: status(409, 'Job not yet completed', 1), times: 1 }],
    'not there': [{ fault: status(404, 'Conversion job not found', 1), times: 1 }],
    preparing: [
      { fault: { kind: 'headers', set: { 'retry-after': '1' } }, times: 1 },
      { fault: { kind: 'body', status: 202, text: '{"message":"Result is being prepared"}' }, times: 1 },
    ],
    names: [{ fault: { kind: 'zipEntries', entries: names.map((name) => ({ name, text: `in ${name}` })) } }],
  };
  await downloadAll(desk, simulator, answers);
  for (const name of Object.keys(answers)) await isHome(desk, name);

  await says(desk, 'no mjcf', 'Rigyd has no MJCF package for this job, so only USD was downloaded.');
  const [batch = ''] = (await readdir(desk.results)).filter((name) => !name.startsWith('.'));
  expect(await readdir(join(desk.results, batch, 'no mjcf (USD)'))).toEqual(['usd']);
  await desk.open('names.glb');
  await desk.details.getByText('files and folders renamed').click();
  const renamed = desk.details.getByLabel('Renamed files and folders');
  for (const name of ['a chair: red?', 'a chair_ red_', 'same (2)', 'end_', '_aux.png'])
    await expect(renamed).toContainText(name);
  expect(await readdir(join(desk.results, batch, 'names'))).toEqual(
    expect.arrayContaining(['_aux.png', 'a chair_ red_', 'Same', 'same (2)', 'end_']),
  );
});

test('a download that failed says why, how often it was tried, and what to do', async ({
  desk,
  simulator,
}) => {
  await downloadAll(desk, simulator, {
    plan: [{ fault: status(403, 'Downloads need a paid plan') }],
    gone: [{ fault: status(410, 'Results are deleted after 30 days') }],
    bad: [{ fault: { kind: 'status', status: 400, body: 'empty' } }],
    never: [{ fault: status(404, 'Conversion job not found', 1) }],
    broken: [{ fault: status(500, 'The package could not be built') }],
    page: [{ fault: { kind: 'body', contentType: 'text/html' } }],
    good: [],
  });
  await isHome(desk, 'good');
  await says(desk, 'broken', 'Retrying at ', 'The package could not be built.');
  await says(
    desk,
    'plan',
    'Downloads need a paid plan. You have no access to this result. Check your account’s plan',
  );
  await expect(desk.details).not.toContainText('Tried ');
  await says(desk, 'gone', 'Results are deleted after 30 days. This result was deleted from Rigyd.');
  await says(desk, 'bad', 'Rigyd refused to provide the result.', '(HTTP 400)');
  await says(desk, 'page', 'That response doesn’t look like Rigyd’s.');
  await says(
    desk,
    'never',
    'Conversion job not found. Rigyd has no result for this job. Open the job in the Rigyd web app.',
    'Tried 5 times.',
  );
  await expect(desk.details).not.toContainText('automatically');
});

test('a file host that refuses an address says nothing about the key, and a fresh address is asked for', async ({
  desk,
  simulator,
}) => {
  const fileHost = await startRefusingHost();
  const refusedWith = (code: number, times?: number): ResultRule[] => [
    { fault: { kind: 'redirect', to: `${fileHost.origin}/${code}` }, ...(times ? { times } : {}) },
  ];
  try {
    const passing = [400, 401, 403, 404, 410];
    await downloadAll(desk, simulator, {
      ...Object.fromEntries(passing.map((code) => [`expired ${code}`, refusedWith(code, 1)])),
      always: refusedWith(401),
      other: [],
    });
    for (const name of [...passing.map((code) => `expired ${code}`), 'other']) await isHome(desk, name);
    await says(desk, 'always', 'The download links have expired. Try again later.', 'Tried 5 times.');
    await expect(desk.details).toContainText('Retrying at ');
    await desk.details.getByRole('button', { name: 'Stop retrying' }).click();
    await expect(desk.details.getByRole('button', { name: 'Download', exact: true })).toBeVisible();
    await expect(desk.details).not.toContainText('It is tried again');
    await expect(desk.page.getByText(/refuses (the|this) key/)).toHaveCount(0);
  } finally {
    fileHost.close();
  }
});
