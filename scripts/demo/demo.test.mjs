import { describe as group, expect, it } from 'vitest';
import { submitJobs } from './submit-jobs.mjs';
import { describe } from './transitions.mjs';

const row = { id: 'abc', name: 'toolbox.glb', status: 'running', stage: 'physics', error: null };

group('a printed transition', () => {
  it('has the stage of a running job and the error of a failed one', () => {
    expect(describe(row)).toBe('toolbox.glb                   running (physics)');
    expect(describe({ ...row, status: 'failed', error: 'no mesh' })).toContain('failed (no mesh)');
    expect(describe({ ...row, status: 'completed' })).not.toContain('physics');
  });

  it('goes by the ID while there is no name, and is nothing before the service answered', () => {
    expect(describe({ ...row, name: null })).toMatch(/^abc /);
    expect(describe({ ...row, status: null })).toBeNull();
  });
});

group('the jobs of the demo', () => {
  it('are submitted with the key, models and a prompt', async () => {
    /** @type {string[]} */
    const asked = [];
    /** @type {typeof fetch} */
    const request = async (url, options) => {
      asked.push(`${String(url)} ${new Headers(options?.headers).get('authorization')}`);
      return Response.json({ data: { id: `job-${asked.length}` } }, { status: 202 });
    };
    const ids = await submitJobs({ baseUrl: 'http://127.0.0.1:1/api', key: 'k' }, request);
    expect(ids).toEqual(['job-1', 'job-2', 'job-3', 'job-4', 'job-5']);
    expect(asked.at(-1)).toBe('http://127.0.0.1:1/api/conversions/generate Bearer k');
  });

  it('are not there when the service refuses', async () => {
    const request = async () => new Response('', { status: 402 });
    await expect(submitJobs({ baseUrl: 'http://127.0.0.1:1/api', key: 'k' }, request)).rejects.toThrow('402');
  });
});
