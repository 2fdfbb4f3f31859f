/**
 * A service on this machine whose jobs are all completed, in a process of its own: `result-server.ts FOLDER WAIT_MS PACE`. The
 * result of the job `large…12` is `FOLDER/large.zip`, whatever its number; it answers after `WAIT_MS`, at `PACE` bytes a second at most. Prints its port. `/api/seen`
 * tells how many jobs were asked about, and when the last result was sent, in milliseconds since the epoch.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const [folder = '', waitMs = '0', pace = 'Infinity'] = process.argv.slice(2);
const ending = /\.zip$/;
const results = new Map(
  readdirSync(folder)
    .filter((name) => ending.test(name))
    .map((name) => [name.replace(ending, ''), readFileSync(join(folder, name))]),
);

/** Bytes that are handed to the system at once. */
const pieceBytes = 1024 ** 2;
const asked = new Set<string>();
let sentAt = 0;
const at = '2026-05-06T12:00:00.000Z';

const jobOf = (id: string) => ({
  id,
  status: 'completed',
  progress: 100,
  filename: `${id}.glb`,
  job_type: 'glb_to_simready',
  timing: { queued_at: at, started_at: at, completed_at: at },
  createdAt: at,
  output: { model: { name: `${id}.usd`, url: `/${id}.usd` } },
});

async function sendResult(response: ServerResponse, kind: string): Promise<void> {
  const zip = results.get(kind);
  if (zip === undefined) return void response.writeHead(404).end();
  await pause(Number(waitMs));
  response.writeHead(200, {
    'content-type': 'application/zip',
    'content-length': zip.length,
    etag: `"${kind}"`,
  });
  const begun = performance.now();
  for (let sent = 0; sent < zip.length; sent += pieceBytes) {
    const early = (sent / Number(pace)) * 1_000 - (performance.now() - begun);
    if (early > 1) await pause(early);
    if (!response.write(zip.subarray(sent, sent + pieceBytes)))
      await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end(() => (sentAt = Date.now()));
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://localhost');
  const [, id = '', what] = /^\/api\/conversions\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
  if (what === 'result') return void sendResult(response, id.slice(0, id.search(/\d/)));
  response.writeHead(200, { 'content-type': 'application/json' });
  if (id !== '') asked.add(id);
  if (pathname === '/api/seen') response.end(JSON.stringify({ asked: asked.size, sentAt }));
  else if (pathname === '/api/conversions')
    response.end(JSON.stringify({ data: [], meta: { page: 1, pageCount: 1, total: 0 } }));
  else response.end(JSON.stringify({ data: id === '' ? { credits: 100 } : jobOf(id) }));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
