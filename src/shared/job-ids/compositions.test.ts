import { describe, expect, it } from 'vitest';
import { findJobIds } from './find-job-ids.ts';

const composition = 'k3v9q2m7x1c8b4n6z5l0p2w7';
const other = 'h7d2f9s4g1j6k8a3q5w0e2r4';
const job = 'c1a2b3d4e5f6g7h8i9j0k1l2';
const found = (text: string): string[] => findJobIds(text).ids;
const answer = (data: unknown): string => JSON.stringify({ data });

describe('the ID of a composition is not taken for a job’s', () => {
  it.each([
    [
      'an answer about one',
      answer({ id: composition, workflow: { status: 'ready' }, conversion_job_id: null }),
    ],
    ['one without its workflow', answer({ id: composition, asset_brief: { asset_class: 'rigid' } })],
    [
      'the list',
      answer([
        { id: composition, workflow: {} },
        { id: other, interaction_mode: 'auto' },
      ]),
    ],
    ['an array of that name', answer({ compositions: [{ id: composition, name: 'a chair' }] })],
    ['an array of mere IDs', JSON.stringify({ compositions: [composition, other] })],
    ['a map by ID', JSON.stringify({ compositions: { [composition]: { name: 'a chair' } } })],
    ['a field of another object', JSON.stringify({ event: 'ready', composition_id: composition })],
    ['a field that is the ID', JSON.stringify({ event: 'ready', composition: composition })],
    ['an object of that name', JSON.stringify({ event: 'ready', composition: { id: composition } })],
    ['camel case', JSON.stringify({ compositionIds: [composition, other] })],
    ['an address', `https://api.rigyd.com/api/compositions/${composition}`],
    ['a request', `GET /compositions/${composition} 200`],
    ['an address with more behind it', `POST https://api.rigyd.com/api/compositions/${composition}/submit`],
    ['a parameter', `https://app.rigyd.com/new?composition=${composition}`],
    ['an assignment', `composition_id=${composition} status=ready`],
    ['prose', `Composition ${composition} is ready`],
    ['a table', `composition_id,status\n${composition},ready\n${other},failed`],
    ['a table with IDs of their own', `id\tinteraction_mode\tname\n${composition}\tauto\tchair 2`],
  ])('in %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('the job that a composition became is one', () => {
  it.each([
    ['an answer', answer({ id: composition, workflow: {}, conversion_job_id: job })],
    [
      'an array',
      JSON.stringify({ compositions: [{ id: composition, conversion_job_id: job }, { id: other }] }),
    ],
    ['an object', JSON.stringify({ composition: { id: composition, conversion_job_id: job } })],
    ['a job within', JSON.stringify({ composition: { id: composition, conversion_job: { id: job } } })],
    ['a table', `composition_id,status,conversion_job_id\n${composition},ready,${job}\n${other},failed,`],
    ['lines', `composition_id=${composition} conversion_job_id=${job}`],
    ['addresses', `/compositions/${composition} became https://api.rigyd.com/api/conversions/${job}`],
  ])('in %s', (_, text) => {
    expect(found(text)).toEqual([job]);
  });

  it('says of those without one that nothing was found in them', () => {
    const { notUnderstood } = findJobIds(`{"compositions": [\n  {"id": "${composition}"}\n]}`);
    expect(notUnderstood).toMatchObject([{ line: 2 }]);
  });
});
