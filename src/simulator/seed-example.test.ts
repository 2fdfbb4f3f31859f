import { describe, expect, it } from 'vitest';
import example from './seed-example.json' with { type: 'json' };
import { call, withSimulator } from './testing.ts';

/**
 * The fixture is the seed page's example as it stands there, but for the two parts that the page leaves out: `report`
 * holds only a comment on the page and is empty in the fixture, and the MJCF package's `url` is "..." in both.
 */
const EXAMPLE_JOB = {
  filename: 'toolbox.glb',
  sizeBytes: 1_245_678,
  parameters: { target_triangle_count: 50_000 },
  durations: { submitting: 1_000, queued: 4_000, running: 87_000 },
};

async function completedJob(): Promise<unknown> {
  let answer: unknown;
  await withSimulator({}, async (simulator) => {
    const id = simulator.addJob(EXAMPLE_JOB);
    simulator.clock.advance(100_000);
    answer = await (await call(simulator, `/conversions/${id}`)).json();
  });
  return answer;
}

/** Every path with the type of what is there; a list is described by its first element. */
function typesByPath(value: unknown, path = '$'): string[] {
  if (Array.isArray(value))
    return [`${path}: array`, ...value.slice(0, 1).flatMap((one) => typesByPath(one, `${path}[]`))];
  if (typeof value !== 'object' || value === null)
    return [`${path}: ${value === null ? 'null' : typeof value}`];
  const fields = Object.entries(value).flatMap(([key, one]) => typesByPath(one, `${path}.${key}`));
  return [`${path}: object`, ...fields];
}

/** The parts of a job that differ from one job to the next, or that the page elides. */
function withoutOwn(job: object): unknown {
  return JSON.parse(
    JSON.stringify(job, (key, value: unknown) =>
      ['id', 'physiq_job_id', 'url', 'size', 'report', 'textures'].includes(key) ? undefined : value,
    ),
  );
}

const isOfReport = (line: string): boolean => line.startsWith('$.data.report.');

describe('a completed job against the seed page', () => {
  it('has every field of the example, of the same type, in the same order, and no other', async () => {
    const types = typesByPath(await completedJob());
    expect(types.filter((line) => !isOfReport(line))).toEqual(typesByPath(example));
  });

  it('fills the report, which the page elides', async () => {
    expect(typesByPath(await completedJob()).filter(isOfReport).length).toBeGreaterThan(10);
  });

  it('has the very values of the example for the same submission', async () => {
    const { data } = (await completedJob()) as typeof example;
    expect(withoutOwn(data)).toEqual(withoutOwn(example.data));
    expect(data.output.textures[0]?.name).toBe(example.data.output.textures[0]?.name);
  });
});
