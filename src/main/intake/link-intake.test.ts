import { expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { LinkIntake } from './link-intake.ts';

function setUp() {
  const clock = virtualClock();
  const start = clock.now();
  const added: { after: number; ids: number; maxUnconfirmed: number }[] = [];
  const ending = new AbortController();
  const intake = new LinkIntake({
    clock,
    signal: ending.signal,
    add: async (ids, maxUnconfirmed) =>
      void added.push({ after: clock.now() - start, ids: ids.length, maxUnconfirmed }),
  });
  const open = (...ids: string[]): void => void intake.take(ids);
  return { clock, added, open, intake, ending };
}
const ids = (count: number, prefix = 'job'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

it('adds what a link names at once', async () => {
  const { clock, added, open } = setUp();
  open('a1', 'b2');
  await clock.advance(0);
  expect(added).toEqual([{ after: 0, ids: 2, maxUnconfirmed: 20 }]);
});

it('gathers links that come within a second of each other, each ID once', async () => {
  const { clock, added, open } = setUp();
  open('a1');
  for (let link = 0; link < 50; link += 1) open(`b${link}`, 'same');
  await clock.advance(0);
  open('late');
  await clock.advance(10_000);
  expect(added.map(({ after }) => after)).toEqual([0, 1_000]);
  expect(added.reduce((sum, one) => sum + one.ids, 0)).toBe(53);
});

it('lets a minute of links add no more unasked than one link may', async () => {
  const { clock, added, open } = setUp();
  for (let second = 0; second < 4; second += 1) {
    open(...ids(8, `s${second}-`));
    await clock.advance(1_000);
  }
  expect(added.map(({ maxUnconfirmed }) => maxUnconfirmed)).toEqual([20, 12, 4, 0]);
  await clock.advance(60_000);
  open('a1');
  await clock.advance(0);
  expect(added.at(-1)?.maxUnconfirmed).toBe(20);
});

it('adds nothing more once the app ends', async () => {
  const { clock, added, open, intake, ending } = setUp();
  open('a1');
  await clock.advance(0);
  const late = intake.take(['b2']);
  ending.abort();
  await expect(late).rejects.toThrow('aborted');
  expect(added).toHaveLength(1);
});
