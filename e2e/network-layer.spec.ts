import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './support/test.ts';

test('Chromium’s network keeps nothing from an answer, survives odd ones, and lets go of what is not read', async ({
  newDesk: desk,
  simulator,
}) => {
  const [kept, named, none, unchanged, endless] = [
    'kept00000000',
    'named0000000',
    'none00000000',
    'unchanged000',
    'endless00000',
  ];
  const asked: IncomingHttpHeaders[] = [];
  let wasLetGo = false;
  const answerFor = (id: string, progress: number): string =>
    JSON.stringify({ data: { id, status: 'running', progress } });
  const server = createServer((incoming, outgoing) => {
    const id = incoming.url?.split('/').at(-1);
    if (id === kept) {
      asked.push(incoming.headers);
      outgoing.setHeader('Cache-Control', 'max-age=3600');
      outgoing.setHeader('ETag', '"1"');
      outgoing.setHeader('Set-Cookie', 'kept=1');
      outgoing.end(answerFor(kept, asked.length));
    } else if (id === named) {
      // Node refuses to send what some servers do: a file name in its own script.
      const body = answerFor(named, 30);
      const headers = `Content-Disposition: inline; filename=стул.json\r\nContent-Length: ${body.length}`;
      outgoing.socket?.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n${headers}\r\n\r\n${body}`);
    } else if (id === endless) {
      outgoing.once('close', () => (wasLetGo = true));
      outgoing.write(Buffer.alloc(17 * 1024 * 1024, ' '));
    } else {
      outgoing.writeHead(id === none ? 204 : id === unchanged ? 304 : 404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await desk.start({
    env: { RIGYD_API_URL: `http://127.0.0.1:${port}/api`, RIGYD_API_KEY: simulator.key },
  });
  await desk.typeIds([kept, named, none, unchanged, endless].join('\n'));

  await expect(desk.row(named)).toContainText('30%');
  await expect(desk.row(kept)).toContainText('2%');
  expect(asked.filter((headers) => 'cookie' in headers || 'if-none-match' in headers)).toEqual([]);
  // Only six connections to a host are opened, and each of these would hold one for as long as the host likes.
  await expect.poll(() => wasLetGo).toBe(true);
  for (const id of [none, unchanged]) {
    await desk.open(id);
    await expect(desk.details).toContainText('A proxy or sign-in page may be in the way');
  }
  server.closeAllConnections();
  server.close();
});
