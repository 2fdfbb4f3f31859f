import { expect, it } from 'vitest';
import { jobSchema, parseJob } from './job.ts';
import { documentedFields, otherFieldsOf } from './documented-fields.ts';

it('the documented fields are those that are read', () => {
  expect(documentedFields.toSorted()).toEqual(Object.keys(jobSchema.shape).toSorted());
});

it('the others are told, but for those that hold nothing', () => {
  const job = parseJob({
    id: 'a',
    status: 'queued',
    queue_position: 4,
    eta: null,
    worker: { zone: 'b' },
  })?.job;
  expect(job && otherFieldsOf(job)).toEqual({ queue_position: 4, worker: { zone: 'b' } });
  const plain = parseJob({ id: 'a', status: 'queued' })?.job;
  expect(plain && otherFieldsOf(plain)).toBeNull();
});
