import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { openAsset, partOf } from './support/assets.ts';
import { addPair } from './support/pair.ts';
import { killChildren } from './support/processes.ts';
import type { Desk } from './support/desk.ts';
import { watchRunning } from './support/running-job.ts';
import { rowFields } from '../src/shared/packed-rows.ts';
import { expect, sharedTest, test } from './support/test.ts';

/** Downloads a result, and sees its textures: both come from the file host. */
async function downloadAndLook(desk: Desk, id: string): Promise<void> {
  await desk.open(id);
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
  const textures = desk.section('Output').getByRole('list', { name: 'Textures' });
  await textures.scrollIntoViewIfNeeded();
  await expect(textures.getByRole('button', { name: /^Open .*png/ }).first()).toBeVisible();
  const input = await openAsset(desk.page, partOf(id, 'input'));
  expect(input).toMatchObject({ value: { kind: 'opened', from: 'fetched' } });
}

sharedTest(
  'Chromium’s network service ends: polls, previews and downloads go on',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'crate.glb' });
    const { source, simulation } = addPair(simulator);
    simulator.setPhase(id, 'running', 10);
    await desk.typeIds([id, source, simulation].join('\n'));
    await expect(desk.row(id)).toContainText('10%');
    for (const percent of [40, 70]) {
      await killChildren(desk, 'Network Service');
      simulator.setPhase(id, 'running', percent);
      await expect(desk.row(id)).toContainText(`${percent}%`);
      await expect(desk.page.getByRole('alert')).toBeHidden();
    }

    await downloadAndLook(desk, source);

    await desk.page.reload();
    await expect(desk.row(id)).toContainText('70%');
    await desk.button('Settings').click();
    await expect(desk.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  },
);

sharedTest(
  'a job that cannot be drawn says so in its place, and nothing else suffers',
  async ({ desk, simulator }) => {
    const [odd, sound] = [
      simulator.addJob({ filename: 'odd.glb' }),
      simulator.addJob({ filename: 'sound.glb' }),
    ];
    for (const id of [odd, sound]) simulator.setPhase(id, 'running', 10);
    await desk.typeIds(`${odd}\n${sound}`);
    await desk.open('sound.glb');
    await desk.page.keyboard.press('Escape');
    // A fault of the app's own: main checks what the service sends, and the window believes main.
    const spoilt = { id: odd, places: [rowFields.indexOf('stage'), rowFields.indexOf('error')] };
    await desk.app.evaluate(({ BrowserWindow }, { id, places }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('There is no window.');
      const { webContents } = window;
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, payload: unknown) => {
        const patch = typeof payload === 'string' ? (JSON.parse(payload) as { changed?: unknown[][] }) : null;
        const row = patch?.changed?.find(([rowId]) => rowId === id);
        for (const place of places) if (row !== undefined) row[place] = 7;
        send(channel, patch === null ? payload : JSON.stringify(patch));
      };
      Object.assign(globalThis, { mendSending: () => (webContents.send = send) });
    }, spoilt);
    simulator.setPhase(odd, 'running', 20);
    await desk.check([odd]);
    await expect(desk.row(odd)).toContainText('This job can’t be shown. It’s still watched.');
    simulator.setPhase(sound, 'running', 30);
    await expect(desk.row(sound)).toContainText('30%');

    await desk.open(odd);
    await expect(desk.details).toContainText('This job’s details can’t be shown.');
    await desk.details.getByRole('button', { name: 'Copy raw JSON' }).click();
    await expect.poll(() => desk.clipboard()).toContain(odd);
    await desk.details.getByRole('button', { name: 'Close' }).click();
    await desk.open('sound.glb');
    await expect(desk.details).toContainText('30%');
    await desk.page.keyboard.press('Escape');
    await desk.open(odd);
    await expect(desk.page.getByRole('alert')).toContainText('unexpected error');

    // The next answer is drawn again, in both places.
    await desk.app.evaluate(() => (Reflect.get(globalThis, 'mendSending') as () => void)());
    simulator.setPhase(odd, 'running', 40);
    await desk.check([odd]);
    await expect(desk.row(odd)).toContainText('40%');
    await expect(desk.section('Timing')).toBeVisible();
  },
);

sharedTest('a request whose handler throws is answered, and the app goes on', async ({ desk }) => {
  await desk.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => {
      throw new Error('no dialog today');
    };
  });
  const answer = await desk.page.evaluate(() => window.rigyd.chooseDownloadFolder({ reset: false }));
  expect(answer).toEqual({ ok: false, failure: { code: 'internal', text: 'no dialog today' } });
  expect((await desk.page.evaluate(() => window.rigyd.getSnapshot())).ok).toBe(true);
});

test('errors that nobody caught are told once and logged, and the app goes on', async ({
  desk,
  simulator,
}) => {
  const id = await watchRunning(desk, simulator, 'crate.glb', 10);
  await desk.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown by the test');
    });
    setTimeout(() => void Promise.reject(new Error('rejected by the test')));
    for (let i = 0; i < 98; i += 1)
      setTimeout(() => {
        throw new Error('thrown again and again');
      });
  });
  const alert = desk.page.getByRole('alert');
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText('100 unexpected errors');
  expect(desk.output).toContain('thrown by the test');
  expect(desk.output).toContain('rejected by the test');
  expect(desk.output.split('thrown again and again').length).toBeLessThan(12);

  simulator.setPhase(id, 'running', 60);
  await expect(desk.row(id)).toContainText('60%');
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toBeHidden();
});

test('nobody but the API and its file host is called', async ({ newDesk: desk, simulator }) => {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      seen.push(data.toString('latin1').split('\r\n')[0] ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  // Chromium asks no proxy for addresses of this machine, so that all of the simulator's calls pass it by.
  await desk.start({
    args: [`--proxy-server=http://127.0.0.1:${port}`],
    env: { RIGYD_API_KEY: simulator.key },
  });
  const id = simulator.addJob({ filename: 'crate.glb' });
  const { source, simulation } = addPair(simulator);
  await desk.typeIds([id, source, simulation].join('\n'));
  await downloadAndLook(desk, source);
  // The sessions that are new after this keep to it as well.
  await killChildren(desk, 'Network Service');
  await desk.page.keyboard.press('Escape');
  simulator.setPhase(id, 'running', 60);
  await expect(desk.row(id)).toContainText('60%');

  // A call to anybody else would have been seen: this one is.
  await desk.app.evaluate(async ({ session }) => {
    await session
      .fromPartition('canary')
      .fetch('http://canary.test/')
      .catch(() => {});
  });
  await expect.poll(() => seen.at(-1)).toBe('GET http://canary.test/ HTTP/1.1');
  expect(seen).toHaveLength(1);
  sockets.forEach((socket) => socket.destroy());
  proxy.close();
});
