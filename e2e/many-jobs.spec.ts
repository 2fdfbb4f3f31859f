import { findings } from './support/axe.ts';
import { expect, sharedTest, test } from './support/test.ts';

const ids = (count: number, prefix: string): string[] =>
  Array.from(
    { length: count },
    (_, index) => `${prefix}${index.toString(36).padStart(24 - prefix.length, '0')}`,
  );

// To clean an app of so many jobs takes longer than to start another.
test('a file with thousands of new jobs asks before they are added, and adds nothing after a no', async ({
  desk,
  simulator,
}) => {
  const watched = simulator.addJob({ filename: 'mug.glb' });
  await desk.typeIds(watched);
  const file = { name: 'jobs.txt', content: ids(5_001, 'many').join('\n') };
  const question = desk.page.getByRole('dialog', { name: 'Watch 5,001 jobs?' });
  await desk.drop({ files: [file] });
  await expect(question).toContainText('5,001 new job IDs were found in jobs.txt.');
  expect(await findings(desk)).toEqual([]);
  // It may open under somebody who types.
  await desk.page.keyboard.press('Space');
  await desk.page.keyboard.press('Enter');
  await expect(question).toBeVisible();
  // In its first second it takes no click either, which may have been meant for what lay there before.
  const answer = async (name: string): Promise<void> => {
    await expect(question).toBeVisible();
    await expect(async () => {
      if (await question.isVisible()) await question.getByRole('button', { name }).click({ timeout: 1_000 });
      await expect(question).toBeHidden({ timeout: 500 });
    }).toPass();
  };
  await answer('Cancel');
  await expect(desk.messages).toContainText('No jobs were added.');
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '2');

  await desk.drop({ files: [file] });
  await answer('Watch 5,001 jobs');
  await expect(desk.messages).toContainText('Watching 5,001 new jobs in batch “jobs.txt”.');
  // What was watched before is asked for while the new ones wait in line.
  simulator.requests.clear();
  const asked = (id: string): number =>
    simulator.requests.entries.filter(({ path }) => path.includes(id)).length;
  await expect.poll(() => Math.min(asked(watched), asked('many'))).toBeGreaterThan(1);
});

sharedTest(
  'a link with more than twenty jobs asks first, also after a restart, and what a link added can be undone',
  async ({ desk, simulator }) => {
    const few = simulator.addJobs(2);
    const link = (all: string[]): { args: string[] } => ({
      args: [`rigyd-desk://watch?ids=${all.join(',')}`],
    });
    await desk.startAgain(link(few));
    await expect(desk.row(few[0] ?? '')).toBeVisible();
    await desk.button('Undo').click();
    await expect(desk.messages).toContainText('Removed 2 jobs.');
    await expect(desk.row(few[0] ?? '')).toHaveCount(0);

    await desk.startAgain(link(ids(21, 'link')));
    const question = () => desk.page.getByRole('dialog', { name: 'Watch 21 jobs from a link?' });
    await expect(question()).toBeVisible();
    expect(await findings(desk)).toEqual([]);
    await desk.quit();
    await desk.start();
    await expect(question()).toBeVisible();
    // In its first second it takes no Escape, which may have been meant for what lay there before.
    await expect(async () => {
      await desk.page.keyboard.press('Escape');
      await expect(question()).toBeHidden({ timeout: 500 });
    }).toPass();
    await expect(desk.messages).toContainText('No jobs were added.');
    await expect(desk.grid).toHaveCount(0);
  },
);
