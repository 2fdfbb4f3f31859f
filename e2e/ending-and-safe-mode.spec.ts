import { once } from 'node:events';
import { expect, test } from './support/test.ts';

test('SIGTERM, SIGINT and SIGHUP end the app with all that was given on disk', async ({
  newDesk: desk,
  simulator,
}) => {
  const ids = simulator.addJobs(3);
  for (const [index, signal] of (['SIGTERM', 'SIGINT', 'SIGHUP'] as const).entries()) {
    await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
    for (const earlier of ids.slice(0, index)) await expect(desk.row(earlier)).toBeVisible();
    await desk.typeIds(ids[index] ?? '');
    const child = desk.app.process();
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  for (const id of ids) await expect(desk.row(id)).toBeVisible();
});

test('safe mode starts nothing by itself, says so, and keeps what was chosen', async ({
  newDesk: desk,
  simulator,
}) => {
  const env = { RIGYD_API_KEY: simulator.key };
  await desk.start({ env });
  await desk.page.evaluate(() => window.rigyd.changeSettings({ collectNewBatches: true, theme: 'dark' }));
  await desk.quit();
  await desk.start({ env, args: ['--safe-mode'] });
  await expect(desk.page.getByRole('alert')).toContainText('Safe mode');
  await expect(desk.button('Restart normally')).toBeVisible();
  const settingsOf = () =>
    desk.page.evaluate(async () => {
      const snapshot = await window.rigyd.getSnapshot();
      return snapshot.ok ? snapshot.value.settings : null;
    });
  expect(await settingsOf()).toMatchObject({
    collectNewBatches: false,
    watchAccount: false,
    downloadsPaused: true,
    theme: 'dark',
  });
  await desk.quit();
  await desk.start({ env });
  await expect.poll(settingsOf).toMatchObject({ collectNewBatches: true, downloadsPaused: false });
  await expect(desk.page.getByRole('alert')).toBeHidden();
});
