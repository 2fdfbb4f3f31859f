import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Desk } from './support/desk.ts';
import { expect, test } from './support/test.ts';

/** Starts the app a second time, and returns when that start has ended. */
async function startAgain(desk: Desk, ...given: string[]): Promise<void> {
  const { executablePath, args, env } = desk.launchOptions({ args: given });
  await promisify(execFile)(executablePath, args, { env, cwd: desk.home });
}

const isVisible = (desk: Desk): Promise<boolean> =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

/** Presses the window's own close button. */
const closeWindow = (desk: Desk): Promise<void> =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const notices = (desk: Desk) => desk.page.getByRole('dialog', { name: 'Notices' });

test('a link opens a job, at the first start and at a second', async ({ newDesk: desk, simulator }) => {
  const first = simulator.addJob({ filename: 'chair.glb' });
  const second = simulator.addJob({ filename: 'lamp.glb' });
  await desk.start({ args: [`rigyd-desk://job/${first}`], env: { RIGYD_API_KEY: simulator.key } });
  await expect(desk.details).toContainText('chair.glb');
  await startAgain(desk, `rigyd-desk://watch?ids=${second}`);
  await expect(desk.details).toContainText('lamp.glb');
  await startAgain(desk, `rigyd-desk://job/${first}`);
  await expect(desk.details).toContainText('chair.glb');
  await startAgain(desk, 'rigyd-desk://download/everything');
  await expect(desk.messages).toContainText('That link means nothing here.');
});

test('closed to the tray it goes on, and tells what happened meanwhile', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'gear.glb' });
  simulator.setPhase(id, 'running', 30);
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Running');
  await closeWindow(desk);
  await desk.button('Keep watching').click();
  await expect.poll(() => isVisible(desk)).toBe(false);
  simulator.setPhase(id, 'completed');
  await expect(desk.button('Notices, 1 unread')).toHaveCount(1);

  await startAgain(desk);
  await expect.poll(() => isVisible(desk)).toBe(true);
  await desk.button('Notices, 1 unread').click();
  await notices(desk)
    .getByRole('button', { name: /gear\.glb/ })
    .click();
  await expect(desk.details).toContainText('gear.glb');
  await expect(desk.button('Notices').first()).toHaveAccessibleName('Notices');
  await closeWindow(desk);
  await expect.poll(() => isVisible(desk)).toBe(false);
});

test('what ended while the app was closed is told once', async ({ desk, simulator }) => {
  const env = { RIGYD_API_KEY: simulator.key };
  const ids = simulator.addJobs(3);
  for (const id of ids) simulator.setPhase(id, 'running', 10);
  for (const id of ids) await desk.typeIds(id);
  for (const id of ids) await expect(desk.row(id)).toContainText('Running');
  await desk.quit();
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.start({ env });
  await desk.button('Notices, 1 unread').click();
  await expect(notices(desk)).toContainText('3 jobs are over');
  await desk.quit();
  await desk.start({ env });
  for (const id of ids) await expect(desk.row(id)).toContainText('Completed');
  await desk.button('Notices').click();
  await expect(notices(desk).getByRole('listitem')).toHaveCount(1);
});
