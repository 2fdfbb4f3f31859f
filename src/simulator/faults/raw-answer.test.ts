import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { sendRaw } from './raw-answer.ts';
import type { RawAnswer } from './raw-answer.ts';

const ANSWER: RawAnswer = {
  status: 200,
  headers: {},
  body: Buffer.alloc(64 * 1024 * 1024),
  framing: 'length',
  keep: 1,
  bytesPerSecond: null,
  after: 0,
};

/** Serves one answer to a client that leaves as soon as it begins, and waits until the sending has ended. */
async function sentToLeaver(answer: RawAnswer): Promise<void> {
  let wait = (): Promise<void> => Promise.resolve();
  const ended = new Promise<void>((resolve, reject) => {
    const server = createServer((_incoming, outgoing) => {
      const left = new Promise<void>((gone) => outgoing.once('close', gone));
      wait = () => left;
      sendRaw(outgoing, answer, () => wait())
        .then(resolve, reject)
        .finally(() => server.close());
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const request = get({ host: '127.0.0.1', port }, (response) => response.destroy());
      request.on('error', () => undefined);
    });
  });
  await ended;
}

describe('sendRaw', () => {
  it('ends when the client leaves while a write waits for room', async () => {
    await expect(sentToLeaver(ANSWER)).resolves.toBeUndefined();
  });

  it('ends when the client leaves between two pieces', async () => {
    await expect(sentToLeaver({ ...ANSWER, bytesPerSecond: 20 })).resolves.toBeUndefined();
  });
});
