import { describe, expect, it, vi } from 'vitest';
import { parseJob } from '../../shared/job/job.ts';
import { jobDetail, jobRow } from '../testing/states.ts';

// The components of the sections ask for the size of the window as soon as they are loaded.
vi.stubGlobal('window', { matchMedia: () => ({ matches: false, addEventListener: () => {} }) });
const { detailStateOf, layOut } = await import('./sections.ts');
vi.unstubAllGlobals();

const at = (name: string) => ({ url: `https://assets.rigyd.com/${name}`, name });
const whole = {
  filename: 'chair.fbx',
  report: { failures: ['open edges'] },
  preprocess: { status: 'completed' },
  parameters: { target_triangle_count: 500 },
  output: { model: at('chair.usd') },
};

function columnsOf(status: string, fields: Record<string, unknown> = whole): string[][] {
  const job = parseJob({ id: 'a', status, ...fields })?.job;
  if (job === undefined) throw new Error('no job');
  const row = jobRow({ id: 'a', status });
  const parts = layOut({ row, job, detail: { ...jobDetail(row), job } }, detailStateOf(status));
  return parts.map((column) => column.map(({ id }) => id));
}

describe('the details', () => {
  it.each([
    ['running', ['timing', 'preprocess'], ['output', 'report', 'input', 'json']],
    ['queued', ['timing', 'preprocess'], ['output', 'report', 'input', 'json']],
    ['failed', ['report', 'preprocess', 'output'], ['timing', 'input', 'json']],
    ['cancelled', ['report', 'preprocess', 'output'], ['timing', 'input', 'json']],
    ['completed', ['output', 'report'], ['timing', 'preprocess', 'input', 'json']],
  ])('of a job that is %s begin with what is asked then', (status, first, then) => {
    expect(columnsOf(status)).toEqual([first, then]);
  });

  it('begin with what says why the job failed', () => {
    const inPreprocess = { ...whole, preprocess: { status: 'failed', error: 'No units.' } };
    expect(columnsOf('failed', inPreprocess)[0]).toEqual(['preprocess', 'report', 'output']);
  });

  it('leave out what is empty', () => {
    const empty = { report: {}, preprocess: null, parameters: {}, output: null, input: null };
    expect(columnsOf('running', empty)).toEqual([['timing'], ['json']]);
    expect(columnsOf('failed', empty)).toEqual([['timing', 'json']]);
    // Of a job that has made something, it is said that none of it is listed.
    expect(columnsOf('completed', empty)).toEqual([['output'], ['timing', 'json']]);
  });
});
