import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { reportingUnsaved, runRequest, settled } from './request.ts';

describe('settled', () => {
  it.each([success(7), failed('offline')])('hands an outcome on as it is: %j', async (outcome) => {
    expect(await settled(Promise.resolve(outcome))).toBe(outcome);
  });

  it.each([
    [new Error('An object could not be cloned.'), 'An object could not be cloned.'],
    ['gone', 'gone'],
  ])('makes a failure of a request that broke, with its words: %s', async (reason, text) => {
    expect(await settled(Promise.reject(reason))).toEqual(failed('internal', text));
  });
});

describe('runRequest', () => {
  it('shows why a request failed, and nothing else', async () => {
    const toasts = new Toasts();
    expect(await runRequest(toasts, Promise.resolve(success(7)))).toEqual(success(7));
    expect(toasts.current).toEqual([]);
    expect(await runRequest(toasts, Promise.resolve(failed('internal')))).toEqual(failed('internal'));
    expect(toasts.current).toMatchObject([{ text: expect.stringContaining('went wrong'), tone: 'problem' }]);
  });
});

it('reports a change that could not be saved yet, and no other', async () => {
  const fake = new FakeBridge();
  let reports = 0;
  const bridge = reportingUnsaved(fake.bridge, () => (reports += 1));
  const saved = bridge.setNote({ id: 'a', note: 'kept' });
  await fake.answer('setNote', success(null));
  expect([await saved, reports]).toEqual([success(null), 0]);
  void bridge.setNote({ id: 'a', note: 'not kept' });
  await fake.answer('setNote', { ...success(null), isUnsaved: true });
  expect(reports).toBe(1);
  expect(fake.asked('setNote')).toHaveLength(2);
});
