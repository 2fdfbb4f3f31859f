import { expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { tellingUnsaved } from './unsaved-changes.ts';

it('tells of a change that could not be saved yet, and of no other', async () => {
  const fake = new FakeBridge();
  let told = 0;
  const bridge = tellingUnsaved(fake.bridge, () => (told += 1));
  const saved = bridge.setNote({ id: 'a', note: 'kept' });
  await fake.answer('setNote', success(null));
  expect([await saved, told]).toEqual([success(null), 0]);
  void bridge.setNote({ id: 'a', note: 'not kept' });
  await fake.answer('setNote', { ...success(null), isUnsaved: true });
  expect(told).toBe(1);
  expect(fake.asked('setNote')).toHaveLength(2);
});
