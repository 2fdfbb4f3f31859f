import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';

const second = 1_000;
const name = 'estimated.glb';

const progress = (desk: Desk) => desk.page.getByRole('progressbar', { name: `Progress of ${name}` });

/** Notes in the page whatever the progress of the row becomes. @returns a function that tells what it was so far */
async function noteProgress(desk: Desk): Promise<() => Promise<number[]>> {
  const seen = await progress(desk).evaluateHandle((bar) => {
    const values: number[] = [];
    const note = (): void => void values.push(Number(bar.getAttribute('aria-valuenow')));
    note();
    new MutationObserver(note).observe(bar, { attributes: true, attributeFilter: ['aria-valuenow'] });
    return values;
  });
  return () => seen.jsonValue();
}

sharedTest(
  'what is left of a batch is told by what runs, not by how others ended before they were watched',
  async ({ desk, simulator }) => {
    const minute = 60 * second;
    const durations = { submitting: second, preprocessing: 0, queued: second, running: 10 * minute };
    const add = (ageMs: number): string => simulator.addJob({ filename: name, durations, ageMs });
    const ended = Array.from({ length: 12 }, (_, index) => add((70 + 2 * index) * minute));
    const running = Array.from({ length: 5 }, () => add(5 * minute));
    await desk.drop({ files: [{ name: 'night.txt', content: [...ended, ...running].join('\n') }] });
    const batch = desk.page.getByRole('region', { name: 'Batch', exact: true });
    await expect(batch.getByRole('button', { name: '12 completed' })).toBeVisible();
    await expect(batch).toContainText(/(?:4 to 5|about 5) min left/);
  },
);

sharedTest(
  'nothing is told of what is left where nobody saw a job of the batch end or move',
  async ({ desk, simulator }) => {
    const ended = Array.from({ length: 8 }, (_, index) =>
      simulator.addJob({ filename: name, ageMs: (60 + index) * 60 * second }),
    );
    const waiting = Array.from({ length: 3 }, () => simulator.addJob({ filename: name }));
    for (const id of waiting) simulator.setPhase(id, 'queued');
    await desk.drop({ files: [{ name: 'night.txt', content: [...ended, ...waiting].join('\n') }] });
    const batch = desk.page.getByRole('region', { name: 'Batch', exact: true });
    await expect(batch.getByRole('button', { name: '8 completed' })).toBeVisible();
    await expect(batch.getByRole('button', { name: '3 active' })).toBeVisible();
    await expect(batch).not.toContainText('left');
  },
);

sharedTest(
  'between two answers a row shows progress that is marked as an estimate, and that never goes back',
  async ({ desk, simulator }) => {
    const durations = { submitting: second, preprocessing: second, queued: second, running: 40 * second };
    const id = simulator.addJob({ filename: name, durations, ageMs: 13 * second });
    simulator.clock.resume();
    await desk.typeIds(id);
    await expect(progress(desk)).toBeVisible();
    const shown = await noteProgress(desk);
    const last = async (): Promise<number> => (await shown()).at(-1) ?? 0;
    // A pace is known of a run that was seen to move a few times.
    for (let answer = 0; answer < 2; answer += 1) {
      const [before, from] = [await last(), simulator.clock.now()];
      await expect.poll(() => simulator.clock.now() - from).toBeGreaterThan(second / 2);
      await desk.check([id]);
      await expect.poll(last).toBeGreaterThan(before);
    }
    await expect(desk.row(name)).toContainText(/~\d+%/);
    await expect(progress(desk)).toHaveAttribute('aria-valuetext', /^about \d+%$/);
    // From now on the service says the same again and again, which is less than what is shown.
    simulator.clock.pause();
    await desk.check([id]);
    await desk.check([id]);
    simulator.setPhase(id, 'running', 90);
    await desk.check([id]);
    await expect.poll(last).toBeGreaterThanOrEqual(90);
    const values = await shown();
    expect(values).toEqual(values.toSorted((a, b) => a - b));

    simulator.setPhase(id, 'completed');
    await desk.check([id]);
    await expect(progress(desk)).toHaveCount(0);
    await expect(desk.row(name)).not.toContainText('~');
  },
);
