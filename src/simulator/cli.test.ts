import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withSimulator } from './testing.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));

function started(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  return {
    child,
    firstLine: async (): Promise<string> => String((await once(lines, 'line'))[0]),
    ended: async (): Promise<{ code: unknown; errors: string }> => {
      const [code] = (await once(child, 'close')) as unknown[];
      return { code, errors };
    },
  };
}

describe('the command line', { timeout: 30_000 }, () => {
  it('prints one line of JSON, serves, and ends when told to', async () => {
    const { child, firstLine, ended } = started('--json', '--jobs', '3');
    const { baseUrl, key, jobIds } = JSON.parse(await firstLine()) as Record<'baseUrl' | 'key', string> & {
      jobIds: string[];
    };
    expect(jobIds).toHaveLength(3);
    const headers = { authorization: `Bearer ${key}` };
    expect((await fetch(`${baseUrl}/conversions/${jobIds[0] ?? ''}`, { headers })).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended()).toEqual({ code: 0, errors: '' });
  });

  it('says that a port is in use', async () => {
    await withSimulator({}, async (simulator) => {
      const { code, errors } = await started('--port', new URL(simulator.baseUrl).port).ended();
      expect(code).toBe(1);
      expect(errors).toMatch(/^Port \d+ is in use. Choose another with --port/);
    });
  });
});
