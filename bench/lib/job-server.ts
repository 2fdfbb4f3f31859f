import { createHash, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '../../e2e/support/self-signed.ts';

/** What a server of jobs is of. */
export interface JobServerOptions {
  jobs: number;
  /** Milliseconds that each answer takes. */
  answerMs: number;
  hasList: boolean;
  protocol: 'http/1.1' | 'http/2';
}

/** What the server saw. Times are milliseconds. */
export interface JobServer {
  url: string;
  /** The jobs, the newest first. */
  ids: string[];
  /** What makes Chromium take the certificate of this server, and of no other. */
  arguments: string[];
  /** Requests of any kind, and those for pages of the list. */
  requests: { all: number; pages: number };
  /** Most requests that were being answered at once. */
  mostAtOnce: number;
  /** For each job that has ended, from its end to the answer that said so; for one that nobody was told of, until now. */
  delays: () => number[];
  /** Starts the jobs: none has moved before. */
  begin: () => void;
  close: () => void;
}

interface ServedJob {
  id: string;
  startsAt: number;
  endsAt: number;
  curvature: number;
  toldAt: number | null;
}

type Asked = IncomingMessage | Http2ServerRequest;
type Answer = ServerResponse | Http2ServerResponse;

const pageSizeOf = (url: URL): number => Number(url.searchParams.get('pageSize') ?? 25);

/** A service whose jobs wait for 20 s on average and run for 90 s in the middle, and whose list is as fresh as its answers. */
export async function startJobServer(options: JobServerOptions): Promise<JobServer> {
  const { answerMs, hasList, protocol } = options;
  const jobs = new Map<string, ServedJob>();
  for (let index = 0; index < options.jobs; index += 1) {
    const job = newJob(index);
    jobs.set(job.id, job);
  }
  const requests = { all: 0, pages: 0 };
  let begun = Infinity;
  let atOnce = 0;
  let mostAtOnce = 0;

  const answer = (request: Asked, response: Answer): void => {
    requests.all += 1;
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    const url = new URL(request.url ?? '/', 'http://localhost');
    setTimeout(() => {
      const found = look(url, Date.now() - begun);
      setTimeout(() => {
        atOnce -= 1;
        const now = Date.now() - begun;
        for (const job of found.told) job.toldAt ??= now;
        response.writeHead(found.status, { 'content-type': 'application/json' });
        response.end(found.body);
      }, answerMs / 2);
    }, answerMs / 2);
  };

  function look(url: URL, now: number): { status: number; body: string; told: ServedJob[] } {
    const id = /\/conversions\/([^/]+)$/.exec(url.pathname)?.[1];
    const job = id === undefined ? undefined : jobs.get(id);
    if (job !== undefined)
      return { status: 200, body: JSON.stringify({ data: shown(job, now, begun) }), told: ended([job], now) };
    if (!hasList || !url.pathname.endsWith('/conversions'))
      return { status: 404, body: '{"error":"Not found"}', told: [] };
    requests.pages += 1;
    const page = Number(url.searchParams.get('page') ?? 1);
    const pageSize = pageSizeOf(url);
    const listed = [...jobs.values()].slice((page - 1) * pageSize, page * pageSize);
    const meta = { page, pageSize, pageCount: Math.ceil(jobs.size / pageSize), total: jobs.size };
    const data = listed.map((one) => shown(one, now, begun));
    return { status: 200, body: JSON.stringify({ data, meta }), told: ended(listed, now) };
  }

  const certificate = protocol === 'http/2' ? selfSigned() : null;
  const server = certificate === null ? createServer(answer) : createSecureServer(certificate, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: certificate === null ? `http://127.0.0.1:${port}/api` : `https://localhost:${port}/api`,
    ids: [...jobs.keys()],
    arguments:
      certificate === null ? [] : [`--ignore-certificate-errors-spki-list=${keyHash(certificate.cert)}`],
    requests,
    get mostAtOnce() {
      return mostAtOnce;
    },
    delays: () => {
      const now = Date.now() - begun;
      return ended([...jobs.values()], now).map(({ endsAt, toldAt }) => (toldAt ?? now) - endsAt);
    },
    begin: () => (begun = Date.now()),
    close: () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    },
  };
}

function newJob(index: number): ServedJob {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  const startsAt = -20_000 * Math.log(1 - Math.random());
  return {
    id: `cm4${(index + 36 ** 5).toString(36)}`.padEnd(24, 'q0'),
    startsAt,
    endsAt: startsAt + 90_000 * Math.exp(0.6 * normal),
    curvature: 0.7 + 0.6 * Math.random(),
    toldAt: null,
  };
}

const ended = (jobs: readonly ServedJob[], now: number): ServedJob[] =>
  jobs.filter(({ endsAt }) => endsAt <= now);

/** The job as the API page shows it, so many milliseconds after all began. */
function shown({ id, startsAt, endsAt, curvature }: ServedJob, now: number, begun: number) {
  const date = (at: number): string | null => (at <= now ? new Date(begun + at).toISOString() : null);
  const share = Math.max(0, (now - startsAt) / (endsAt - startsAt));
  const isOver = now >= endsAt;
  const progress = isOver ? 100 : Math.min(99, Math.max(0, 100 * share ** curvature + 6 * Math.random() - 3));
  const file = (name: string) => ({ url: `https://assets.invalid/${id}/${name}`, name, size: 982_341 });
  return {
    id,
    physiq_job_id: `phy_${id}`,
    status: isOver ? 'completed' : now >= startsAt ? 'running' : 'queued',
    filename: `${id}.glb`,
    file_size_bytes: 1_245_678,
    stage: isOver ? 'export' : 'physics',
    progress: share === 0 ? 0 : Math.round(progress),
    error: null,
    timing: { queued_at: date(0), started_at: date(startsAt), completed_at: date(endsAt) },
    parameters: { target_triangle_count: 50_000 },
    report: isOver ? { checks: ['NP.001', 'AA.002'] } : null,
    job_type: 'glb_to_simready',
    credits_charged: 1,
    input: { model: file('input.glb'), images: [], metadata: null },
    preprocess: { status: 'skipped', steps: null, started_at: null, completed_at: null, error: null },
    output: isOver
      ? {
          model: file('toolbox.usd'),
          textures: [file('diffuse.png')],
          mjcf_package: file('toolbox-mjcf.zip'),
        }
      : null,
    source_job: null,
    simulations: [],
    createdAt: date(0) ?? new Date().toISOString(),
    updatedAt: new Date().toISOString(),
  };
}

/** As Chromium wants it: SHA-256 of the public key. */
const keyHash = (pem: string): string =>
  createHash('sha256')
    .update(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
