import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { childProcesses, killChildren } from './support/processes.ts';
import { expect, sharedTest, test } from './support/test.ts';
import { watchRunning } from './support/running-job.ts';
import { hang, observeWindow } from './support/window-trouble.ts';

sharedTest(
  'the graphics process ends, the machine sleeps and wakes: the app goes on',
  async ({ desk, simulator }) => {
    const id = await watchRunning(desk, simulator, 'crate.glb', 10);
    const [before] = await childProcesses(desk, 'GPU');
    await killChildren(desk, 'GPU');
    await expect
      .poll(async () => (await childProcesses(desk, 'GPU')).some((pid) => pid !== before))
      .toBe(true);
    simulator.setPhase(id, 'running', 40);
    await expect(desk.row(id)).toContainText('40%');
    await desk.button('Settings').click();
    await expect(desk.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    await desk.page.keyboard.press('Escape');

    // Without waking up, the wait would be longer than the test.
    simulator.faults.set({
      fault: { kind: 'status', status: 429, retryAfter: 120 },
      endpoint: 'job',
      times: 1,
    });
    await desk.check([id]);
    const quiet = desk.page.getByText('Rigyd asked us to slow down. Checking again at');
    await expect(quiet).toBeVisible();
    simulator.setPhase(id, 'running', 70);
    await desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await expect(quiet).toBeVisible();
    await expect(desk.row(id)).toContainText('40%');
    await desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    await expect(desk.row(id)).toContainText('70%');
    await expect(quiet).toBeHidden();
    const log = (await logsOf(desk)).join('');
    expect(log).toContain('The system goes to sleep');
    expect(log).toContain('The system woke up');
  },
);

test('a window that crashes comes back three times in a minute, then the system asks', async ({
  desk,
  simulator,
}) => {
  const id = await watchRunning(desk, simulator, 'crate.glb', 10);
  const window = await observeWindow(desk);
  for (const loads of [1, 2, 3]) {
    await killChildren(desk, 'Tab');
    await expect.poll(window.loads).toBe(loads);
    expect(await window.boxes()).toEqual([]);
  }
  await expect.poll(window.text).toContain('crate.glb');
  await killChildren(desk, 'Tab');
  await expect.poll(window.boxes).toEqual(['The window keeps crashing']);

  // Jobs are watched meanwhile, and one choice brings the window back.
  simulator.setPhase(id, 'running', 80);
  const asked = (): number => simulator.requests.entries.filter(({ path }) => path.endsWith(id)).length;
  const before = asked();
  await expect.poll(asked).toBeGreaterThan(before);
  expect(await window.loads()).toBe(3);
  await window.choose('Reload');
  await expect.poll(window.loads).toBe(4);
  await expect.poll(window.text).toContain('80%');
});

test('the close button of a window that hangs works', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'crate.glb' });
  await desk.typeIds(id);
  await expect(desk.row(id)).toBeVisible();
  const window = await observeWindow(desk);

  await test.step('before it was agreed that the app goes on, the system asks instead of the page', async () => {
    await hang(desk);
    await window.close();
    await expect.poll(window.boxes).toEqual(['The window isn’t responding']);
    await window.choose('Reload');
    await expect.poll(window.loads).toBe(1);
    await expect.poll(window.text).toContain('crate.glb');
  });

  await test.step('after that it hides, and nobody is asked', async () => {
    await window.run('window.rigyd.answerKeepRunning({ keepRunning: true })');
    await expect.poll(window.isVisible).toBe(false);
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    await hang(desk);
    await window.close();
    await expect.poll(window.isVisible).toBe(false);
    await window.crash();
    await expect.poll(window.loads).toBe(2);
    expect(await window.boxes()).toHaveLength(1);
  });

  await test.step('where the app ends with its window, it ends', async () => {
    await window.run('window.rigyd.changeSettings({ keepInTray: false })');
    await hang(desk);
    const gone = once(desk.app.process(), 'exit');
    await window.close();
    await gone;
  });
});

test('the log and the diagnostics are found, help, and hold no secret', async ({
  newDesk: desk,
  simulator,
}) => {
  // A key need not look like one.
  const plain = 'correct-horse-battery-staple';
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  const id = simulator.addJob({ filename: 'moonshot.glb' });
  await desk.typeIds(id);
  await expect(desk.row('moonshot.glb')).toBeVisible();
  await desk.page.evaluate((key) => window.rigyd.saveKey({ key, keep: 'session' }), plain);
  const secrets = `${simulator.key} and ${plain}`;
  await desk.app.evaluate((_electron, text) => {
    setTimeout(() => {
      throw new Error(`thrown with ${text}`);
    });
    setTimeout(() => void Promise.reject(new Error(`rejected with ${text}`)));
  }, secrets);
  await desk.page.evaluate((text) => {
    setTimeout(() => {
      throw new Error(`in the page with ${text}`);
    });
  }, secrets);
  const alert = desk.page.getByRole('alert').filter({ hasText: '3 unexpected errors' });
  await expect(alert).toBeVisible();

  const paths = await desk.notePaths();
  await alert.getByRole('button', { name: 'Show logs' }).click();
  const folder = join(desk.userData, 'logs');
  await expect.poll(paths).toEqual([`open ${folder}`]);

  await desk.page.keyboard.press('ControlOrMeta+K');
  await desk.page.getByRole('combobox', { name: 'Command, job, batch or view' }).fill('diagnostics');
  await desk.page.keyboard.press('Enter');
  await expect(desk.messages).toContainText('Diagnostics copied.');
  const diagnostics = await desk.clipboard();
  expect(diagnostics).toContain('Jobs: 1;');
  expect(diagnostics).toContain('thrown with [key] and [key]');

  await desk.page.keyboard.press('ControlOrMeta+K');
  await desk.page.getByRole('combobox', { name: 'Command, job, batch or view' }).fill('save a report');
  await desk.page.keyboard.press('Enter');
  const dialog = desk.page.getByRole('dialog', { name: 'Save a report' });
  const shown = dialog.getByRole('region', { name: 'The report' });
  await expect(shown).toContainText('rejected with [key] and [key]');
  expect(await findings(desk)).toEqual([]);
  const file = join(desk.home, 'report.txt');
  await desk.answerFileDialogs(file);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(desk.messages).toContainText('Saved report.txt.');
  await expect(dialog).toBeHidden();
  const report = await readFile(file, 'utf8');
  expect(report).toContain('info Started');

  const log = (await logsOf(desk)).join('');
  for (const line of log.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('time');
  for (const known of ['"Started"', 'thrown with', 'rejected with', 'in the page with'])
    expect(log).toContain(known);
  for (const text of [log, diagnostics, report, desk.output]) {
    expect(text).not.toContain(simulator.key);
    expect(text).not.toContain(plain);
  }
  for (const text of [log, diagnostics, report])
    for (const own of [id, 'moonshot', desk.home]) expect(text).not.toContain(own);
});

/** What stands in the files of the log. */
async function logsOf(desk: Desk): Promise<string[]> {
  const folder = join(desk.userData, 'logs');
  const names = await readdir(folder);
  return Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
}
