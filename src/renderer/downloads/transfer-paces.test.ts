import { expect, it } from 'vitest';
import type { Download } from '../../shared/downloads.ts';
import { download } from '../testing/states.ts';
import { TransferPaces } from './transfer-paces.ts';

/** What is left of a transfer of 100 bytes, of which so many are here after so many seconds. */
function transfer() {
  const paces = new TransferPaces();
  return (seconds: number, receivedBytes: number, values: Partial<Download> = {}) =>
    paces.left(download({ phase: 'receiving', totalBytes: 100, receivedBytes, ...values }), seconds * 1_000);
}

it('says how long a transfer takes once its pace was seen for two seconds', () => {
  const left = transfer();
  expect([left(0, 10), left(1, 20), left(2, 30)]).toEqual([null, null, 7_000]);
});

it('goes by the pace of the last seconds', () => {
  const left = transfer();
  for (let second = 0; second <= 4; second += 1) left(second, second);
  left(5, 5);
  left(10, 30);
  expect(left(15, 55)).toBe(9_000);
});

it('says nothing of what stands still, of what is held back, and where the size is not known', () => {
  const left = transfer();
  left(0, 10);
  expect(left(3, 10)).toBe(null);
  expect(left(4, 20, { isPaused: true })).toBe(null);
  expect(left(5, 30)).toBe(null);
  expect(left(8, 40, { totalBytes: null })).toBe(null);
});

it('begins anew where a transfer does, and where the clock was set back', () => {
  const left = transfer();
  left(0, 50);
  expect(left(3, 0)).toBe(null);
  expect(left(5, 20)).toBe(8_000);
  expect(left(1, 30)).toBe(null);
});

it('remembers a hundred transfers, and forgets the one that was looked at longest ago', () => {
  const paces = new TransferPaces();
  const left = (job: number, seconds: number) =>
    paces.left(
      download({ jobId: `j${job}`, phase: 'receiving', totalBytes: 100, receivedBytes: 10 * seconds }),
      seconds * 1_000,
    );
  for (let job = 0; job <= 100; job += 1) left(job, 0);
  expect([left(0, 3), left(1, 3), left(100, 3)]).toEqual([null, null, 7_000]);
});
