import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../../scripts/electron/launch-options.mjs';
import { cpuSeconds, endApp, memoryMb, processTree } from './processes.ts';

/** What a start is watched for. */
export interface StartOptions {
  /** The app's folder. */
  appPath: string;
  args: string[];
  env?: Record<string, string | undefined>;
  /** An expression that is true in the page once its rows can be used; null to wait for the first paint alone. */
  usable: string | null;
  /** Milliseconds that the app is left alone after that. */
  restMs: number;
}

/** Milliseconds since the process was spawned, unless something else is said. */
export interface Start {
  /** The first contentful paint. */
  painted: number;
  usable: number;
  /** Milliseconds of the page's longest task. */
  longestTask: number;
  /** Megabytes of all processes, after the rest. */
  memory: number;
  /** Seconds of CPU of all processes until then. */
  cpu: number;
  /** Milliseconds of CPU of main when the first paint was seen. */
  mainCpuAtPaint: number;
  /** Milliseconds of CPU of main, and of everything else, when it was usable. */
  mainCpuAtUsable: number;
  otherCpuAtUsable: number;
}

/** Milliseconds that a start may take. */
const timeoutMs = 60_000;

/** Starts an Electron app, watches it from within through its debugging pipe, and ends it. */
export async function watchStart({ appPath, args, env = {}, usable, restMs }: StartOptions): Promise<Start> {
  const launch = electronLaunch({
    appPath,
    args,
    env: { ...process.env, ...env },
  });
  const spawned = Date.now();
  const child = spawn(launch.executablePath, ['--remote-debugging-pipe', ...launch.args], {
    env: launch.env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  try {
    const page = await connect(child.stdio[3] as Duplex, child.stdio[4] as Duplex);
    const main = child.pid;
    if (main === undefined) throw new Error('The app has no process.');
    const mainCpu = (): number => cpuSeconds([main]) * 1_000;
    const { origin, painted } = (await page(watching(usable, timeoutMs))) as PagePaint;
    const mainCpuAtPaint = mainCpu();
    const usableAt = Number(await page('globalThis.benchUsable'));
    const mainCpuAtUsable = mainCpu();
    const otherCpuAtUsable = cpuSeconds(processTree(main)) * 1_000 - mainCpuAtUsable;
    await pause(restMs);
    const longestTask = Number(await page('globalThis.benchLongest ?? 0'));
    const all = processTree(main);
    const since = (inPage: number): number => origin + inPage - spawned;
    return {
      painted: since(painted),
      usable: since(Math.max(painted, usableAt)),
      longestTask,
      memory: memoryMb(all),
      cpu: cpuSeconds(all),
      mainCpuAtPaint,
      mainCpuAtUsable,
      otherCpuAtUsable,
    };
  } finally {
    await endApp(child);
  }
}

interface PagePaint {
  /** Of the page's clock, in milliseconds of the system's. */
  origin: number;
  painted: number;
}

/** Runs in the page: resolves with its first paint. `benchUsable` resolves once it is usable as well. */
const watching = (usable: string | null, maxMs: number): string => `new Promise((resolve, reject) => {
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      globalThis.benchLongest = Math.max(globalThis.benchLongest ?? 0, duration);
  }).observe({ type: 'longtask', buffered: true });
  globalThis.benchUsable = new Promise((resolveUsable, rejectUsable) => {
    setTimeout(() => {
      const error = new Error('It took too long.');
      reject(error);
      rejectUsable(error);
    }, ${maxMs});
    let usableAt = null;
    const look = () => {
      if (location.protocol !== 'about:' && usableAt === null && (${usable ?? 'true'})) usableAt = performance.now();
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      if (paint !== undefined) resolve({ origin: performance.timeOrigin, painted: paint.startTime });
      if (usableAt === null || paint === undefined) requestAnimationFrame(look);
      else requestAnimationFrame(() => requestAnimationFrame(() => resolveUsable(usableAt)));
    };
    look();
  });
})`;

type Evaluate = (expression: string) => Promise<unknown>;

/** Speaks the protocol of Chromium's developer tools: messages of JSON, each ended by a null. */
async function connect(input: Duplex, output: Duplex): Promise<Evaluate> {
  let last = 0;
  let text = '';
  let onPage: (sessionId: string) => void = () => {};
  const page = new Promise<string>((resolve) => (onPage = resolve));
  const waiting = new Map<number, (message: Message) => void>();
  const call = (method: string, params: object, sessionId?: string): Promise<Message> => {
    last += 1;
    input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    return new Promise((resolve) => waiting.set(last, resolve));
  };
  // The app may end while it is asked.
  input.on('error', () => undefined);
  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    const parts = (text + chunk).split('\0');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      if (message.method !== 'Target.targetInfoChanged' && message.method !== 'Target.targetCreated')
        continue;
      const { type, targetId, url } = message.params?.targetInfo ?? { type: '', targetId: '', url: '' };
      if (type !== 'page' || url === '' || url === 'about:blank') continue;
      void call('Target.attachToTarget', { targetId, flatten: true }).then((answer) =>
        onPage(answer.result?.sessionId ?? ''),
      );
    }
  });
  await call('Target.setDiscoverTargets', { discover: true });
  const sessionId = await page;
  return async (expression) => {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    let answer = await call('Runtime.evaluate', asked, sessionId);
    // The page that a window has at first is gone once the app's own is there.
    while (answer.error !== undefined) answer = await call('Runtime.evaluate', asked, sessionId);
    const { result } = answer;
    if (result?.exceptionDetails !== undefined) throw new Error(JSON.stringify(result.exceptionDetails));
    return result?.result?.value;
  };
}

interface Message {
  id?: number;
  method?: string;
  error?: unknown;
  params?: { targetInfo?: { type: string; targetId: string; url: string } };
  result?: { sessionId?: string; result?: { value?: unknown }; exceptionDetails?: unknown };
}
