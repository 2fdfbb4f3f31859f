import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, sharedTest, smoke } from './support/test.ts';

sharedTest(
  'the page has the named methods of the contract and nothing of Node or Electron',
  smoke,
  async ({ desk }) => {
    const powers = await desk.page.evaluate(() => ({
      node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in globalThis),
      bridge: Object.keys(window.rigyd).filter((name) => /^(invoke|send|on)$|ipc/i.test(name)),
    }));
    expect(powers).toEqual({ node: [], bridge: [] });
  },
);

sharedTest('the page can go nowhere, open nothing, and fetch nothing', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'gear.glb' });
  await desk.typeIds(id);
  await expect(desk.row(id)).toBeVisible();
  const address = desk.page.url();
  const fetched = await desk.page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'fetched',
        () => 'refused',
      ),
    simulator.assetsUrl,
  );
  expect(fetched).toBe('refused');
  await desk.page.evaluate((url) => {
    window.open(url);
    location.href = url;
  }, simulator.assetsUrl);

  // Two polls later anything that could load has loaded.
  const polls = (): number =>
    simulator.requests.entries.filter(({ path }) => path.startsWith('/api/conversions/')).length;
  const asked = polls();
  await expect.poll(polls).toBeGreaterThan(asked + 1);
  const addresses = await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  );
  expect(addresses).toEqual([address]);
  expect(simulator.requests.entries.filter(({ origin }) => origin === 'assets')).toEqual([]);
});

sharedTest('no file outside the page’s own folder is served', async ({ desk }) => {
  const statuses = await desk.page.evaluate(async () => {
    const paths = ['../main/index.js', '%2e%2e/main/index.js', '..%2fmain%2findex.js', 'nothing.html'];
    return Promise.all(
      paths.map(
        (path) =>
          new Promise<string>((resolve) => {
            const script = document.createElement('script');
            script.src = `app://desk/${path}`;
            script.onload = () => resolve('served');
            script.onerror = () => resolve('refused');
            document.head.append(script);
          }),
      ),
    );
  });
  expect(statuses).toEqual(['refused', 'refused', 'refused', 'refused']);
});

sharedTest('a payload that does not fit is refused with a code and reaches nothing', async ({ desk }) => {
  const outcomes = await desk.page.evaluate(async () => {
    const bridge = window.rigyd as unknown as Record<string, (params?: unknown) => Promise<unknown>>;
    return Promise.all([
      bridge['addJobs']?.({ texts: [{ text: 7, source: { kind: 'file', name: 'x' } }] }),
      bridge['addJobs']?.({ texts: [{ text: 'x', source: { kind: 'file', name: 'x' } }], extra: true }),
      bridge['getJobDetail']?.({ id: '..' }),
      bridge['startDownloads']?.({ ids: [], format: 'exe' }),
      bridge['changeSettings']?.({ downloadFolder: '/etc' }),
    ]);
  });
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'invalid-request' } });
});

sharedTest('permissions are denied', async ({ desk }) => {
  const state = await desk.page.evaluate(() =>
    navigator.permissions.query({ name: 'geolocation' }).then((s) => s.state),
  );
  expect(state).toBe('denied');
});

sharedTest(
  'a page made by mistake, in a session made by mistake, can do no more than the app’s own',
  async ({ desk }) => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, outgoing) => {
      asked.push(url);
      outgoing.setHeader('Content-Type', 'text/html');
      if (url === '/leave') outgoing.writeHead(302, { Location: '/left' });
      outgoing.end('<!doctype html><title>Stranger</title>');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const permissions = await desk.app.evaluate(async ({ BrowserWindow }, url) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { partition: 'stranger', sandbox: true, webviewTag: true },
      });
      const { webContents } = stranger;
      await webContents.loadURL(url);
      const given: unknown = await webContents.executeJavaScript(
        `(async () => {
        window.open('/opened');
        document.body.append(Object.assign(document.createElement('iframe'), { src: '/framed' }));
        document.body.append(Object.assign(document.createElement('webview'), { src: '${url}embedded' }));
        location.href = '/moved';
        const { state } = await navigator.permissions.query({ name: 'geolocation' });
        return [state, await Notification.requestPermission()];
      })()`,
        true,
      );
      await webContents.loadURL(`${url}leave`).catch(() => {});
      await webContents.loadURL(`${url}end`);
      stranger.destroy();
      return given;
    }, address);
    await expect.poll(() => asked).toContain('/end');
    // An icon is looked for with any page.
    const pages = asked.filter((path) => path !== '/favicon.ico');
    expect({ permissions, pages }).toEqual({
      permissions: ['denied', 'denied'],
      pages: ['/', '/leave', '/end'],
    });
    server.closeAllConnections();
    server.close();
  },
);

sharedTest('another page that gets hold of the bridge is not answered', async ({ desk, simulator }) => {
  const answer = await desk.app.evaluate(
    async ({ BrowserWindow }, { preload, url }) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await stranger.loadURL(url);
      const given: unknown = await stranger.webContents.executeJavaScript('window.rigyd.getSnapshot()');
      stranger.destroy();
      return given;
    },
    {
      preload: await desk.app.evaluate(({ app }) => `${app.getAppPath()}/out/preload/index.cjs`),
      url: `${simulator.assetsUrl}/`,
    },
  );
  expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid-request' } });
});
