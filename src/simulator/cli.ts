import { messageOf } from '../shared/errors.ts';
import { readCliOptions } from './cli-options.ts';
import type { CliOptions } from './cli-options.ts';
import { startSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';

/** `npm run simulator`: serves a simulator until it is interrupted, and says how to point the app at it. */
async function main(): Promise<void> {
  const options = readCliOptions(process.argv.slice(2));
  if ('print' in options) {
    (options.exitCode === 0 ? console.log : console.error)(options.print);
    process.exitCode = options.exitCode;
    return;
  }
  const simulator = await startSimulator(options).catch((error: unknown) => {
    console.error(startProblem(error, options.port));
    process.exitCode = 1;
  });
  if (simulator === undefined) return;
  console.log(options.json ? asJson(simulator) : asText(simulator, options));
  const stop = (): void => {
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function asJson({ baseUrl, key, jobIds }: Simulator): string {
  return JSON.stringify({ baseUrl, key, jobIds: jobIds() });
}

function asText(simulator: Simulator, { speed, seed }: CliOptions): string {
  const rows = simulator.jobIds().map((id) => {
    const { status, progress, job_type, filename } = simulator.job(id);
    return `  ${id}  ${status.padEnd(13)} ${String(progress).padStart(3)}%  ${job_type}  ${filename}`;
  });
  return [
    'A simulated Rigyd API is running. It is not the real service, and nothing leaves this machine.',
    '',
    `  Base URL  ${simulator.baseUrl}`,
    `  Key       ${simulator.key}`,
    `  Speed     ${speed} × real time, seed "${seed}"`,
    '',
    'To point the app at it, start the app with these environment variables:',
    '',
    `  RIGYD_API_URL=${simulator.baseUrl}`,
    `  RIGYD_API_KEY=${simulator.key}`,
    '',
    `Jobs (${rows.length}):`,
    ...rows,
    '',
    'Press Ctrl+C to stop.',
  ].join('\n');
}

function startProblem(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another with --port, or 0 for any free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by you. Choose one above 1023 with --port.`;
  return `The simulator did not start: ${messageOf(error)}`;
}

await main();
