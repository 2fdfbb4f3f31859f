import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject, projectRoot } from '../scripts/lib/project.mjs';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';
import { stateOf } from './support/state.ts';

sharedTest(
  'SIGTERM, SIGINT and SIGHUP end the app with all that was given on disk',
  async ({ desk, simulator }) => {
    const ids = simulator.addJobs(3);
    for (const [index, signal] of (['SIGTERM', 'SIGINT', 'SIGHUP'] as const).entries()) {
      await desk.typeIds(ids[index] ?? '');
      const child = desk.app.process();
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      await desk.start();
      for (const given of ids.slice(0, index + 1)) await expect(desk.row(given)).toBeVisible();
    }
  },
);

sharedTest(
  'safe mode starts nothing by itself, says so, and keeps what was chosen',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'crate.glb' });
    simulator.setPhase(id, 'completed');
    await desk.typeIds(id);
    await expect(desk.row(id)).toContainText('Completed');
    await desk.page.evaluate(() => window.rigyd.changeSettings({ collectNewBatches: true, theme: 'dark' }));
    await desk.quit();
    await desk.start({ args: ['--safe-mode'] });
    await expect(desk.page.getByRole('alert')).toContainText('Safe mode');
    await expect(desk.button('Restart normally')).toBeVisible();
    await expect(desk.page.getByRole('alert').getByRole('button')).toHaveCount(1);
    const settingsOf = async () => (await stateOf(desk.page)).settings;
    expect(await settingsOf()).toMatchObject({
      collectNewBatches: false,
      watchAccount: false,
      downloadsPaused: true,
      showThumbnails: false,
      theme: 'dark',
    });
    simulator.requests.clear();
    await desk.open(id);
    await desk.details.getByRole('button', { name: 'Load preview' }).click();
    await expect(desk.details).toContainText('Previews are off in safe mode.');
    expect(simulator.requests.entries.filter(({ path }) => /\/files\/|\/result/.test(path))).toEqual([]);
    await desk.quit();
    await desk.start();
    await expect.poll(settingsOf).toMatchObject({ collectNewBatches: true, downloadsPaused: false });
    await expect(desk.page.getByRole('alert')).toBeHidden();
  },
);

sharedTest(
  'a start that fails says why in a box of the system, shows the logs, and loses nothing',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'crate.glb' });
    await desk.typeIds(id);
    await expect(desk.row(id)).toBeVisible();
    await desk.quit();

    const told = (reason: string, exitCode: number): string[] => {
      const asked = `asked Rigyd Desk couldn’t start: ${reason}`;
      return [asked, `opened ${join(desk.userData, 'logs')}`, asked, `ended with ${exitCode}`];
    };
    const parts = "ipcMain.handle = () => { throw new Error('no requests today'); };";
    expect(await startBroken(desk, parts)).toEqual(told('no requests today', 1));
    const lock = "app.requestSingleInstanceLock = () => { throw new Error('no lock today'); };";
    expect(await startBroken(desk, lock)).toEqual(told('no lock today', 1));
    const list =
      "Object.defineProperty(nativeTheme, 'themeSource', { set() { throw new Error('no theme today'); } });";
    const ended = await startBroken(desk, list);
    expect(ended.slice(0, -1)).toEqual(told('no theme today', 0).slice(0, -1));
    // A process whose keychain has not answered yet cannot end by itself, and kills itself once all is written.
    expect(ended.at(-1)).toMatch(/^ended with (0|SIGKILL)$/);

    await desk.start();
    await expect(desk.row(id)).toBeVisible();
  },
);

sharedTest(
  'after three starts that crashed, the app offers safe mode before anything else',
  async ({ desk }) => {
    await desk.quit();
    const crash =
      "Object.defineProperty(nativeTheme, 'themeSource', { set() { process.kill(process.pid, 'SIGKILL'); } });";
    for (let start = 0; start < 3; start += 1)
      expect(await startBroken(desk, crash)).toEqual(['ended with SIGKILL']);
    const noRelaunch = "app.relaunch = ({ args }) => say('starts again ' + args.at(-1));";
    expect(await startBroken(desk, noRelaunch, ['Start in safe mode'])).toEqual([
      'asked Rigyd Desk didn’t finish starting the last 3 times: Safe mode starts it with your list alone: without graphics acceleration, previews, checks of results, saved views and everything that starts automatically. Your jobs, results and settings stay as they are.',
      'starts again --safe-mode',
      'ended with 1',
    ]);
    await desk.start({ args: ['--safe-mode'] });
    await expect(desk.page.getByRole('alert')).toContainText('Safe mode');
    await desk.quit();
    // It is forgotten once a start has succeeded.
    await desk.start();
    await expect(desk.button('Add job IDs').first()).toBeVisible();
  },
);

/**
 * Starts the app with something of Electron's broken.
 *
 * @param answers to its boxes, in order
 * @returns what happened, in order
 */
async function startBroken(
  desk: Desk,
  breaking: string,
  answers: readonly string[] = ['Show logs', 'Quit'],
): Promise<string[]> {
  const file = join(desk.home, 'broken.mjs');
  const main = pathToFileURL(inProject('out', 'main', 'index.cjs')).href;
  await writeFile(
    file,
    `import { app, dialog, ipcMain, nativeTheme, shell } from 'electron';
    const say = (what) => console.log('test: ' + what);
    ${breaking}
    const answers = ${JSON.stringify(answers)};
    dialog.showMessageBox = async ({ message, detail, buttons }) => {
      say('asked ' + message + ': ' + detail.split('\\n')[0]);
      return { response: buttons.indexOf(answers.shift()), checkboxChecked: false };
    };
    shell.openPath = async (path) => (say('opened ' + path), '');
    app.setAppPath(${JSON.stringify(projectRoot)});
    await import(${JSON.stringify(main)});`,
  );
  const { executablePath, args, env } = desk.launchOptions();
  const child = spawn(
    executablePath,
    args.map((argument) => (argument === projectRoot ? file : argument)),
    { env },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const said = [...output.matchAll(/^test: (.*)$/gm)].map(([, what = '']) => what);
  return [...said, `ended with ${code ?? signal}`];
}
