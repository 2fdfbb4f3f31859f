import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedName, makeKey, signFeed } from '../../../../scripts/package/feed.mjs';
import type { Feed } from '../signed-feed.ts';

/** What is answered to a path: its content, or whatever this does. */
type Answer = string | Buffer | ((request: IncomingMessage, response: ServerResponse) => void);

/** A release page on this machine, over real HTTP. */
export class FeedServer {
  readonly key = makeKey();
  /** When feeds are signed; left alone, when that is. */
  signedAt: string | null = null;
  /** By path, `/updates.json` say. */
  readonly answers = new Map<string, Answer>();
  /** All that was asked, in order. */
  readonly requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  readonly #server = createServer((request, response) => {
    const path = request.url ?? '';
    this.requests.push({ path, headers: request.headers });
    const answer = this.answers.get(path);
    if (typeof answer === 'function') answer(request, response);
    else response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });

  static async start(): Promise<FeedServer> {
    const server = new FeedServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get feed(): string {
    return `${this.origin}/${feedName}`;
  }

  /** Announces a version, and has its file. @returns the path of the file */
  publish(...release: Parameters<FeedServer['signed']>): string {
    const [version, content] = release;
    const path = `/${nameOf(version)}`;
    this.answers.set(`/${feedName}`, this.signed(...release));
    this.answers.set(path, Buffer.from(content));
    return path;
  }

  /**
   * A feed that announces a version.
   *
   * @param content of its file
   * @param changes of what the feed says of the file
   * @param privateKey another one than the apps know
   */
  signed(
    version: string,
    content: string | Buffer,
    changes: Partial<Feed['files'][number]> = {},
    privateKey = this.key.privateKey,
  ): string {
    const file = {
      target: `${process.platform}-${process.arch}`,
      name: nameOf(version),
      size: Buffer.byteLength(content),
      sha512: createHash('sha512').update(content).digest('base64'),
      ...changes,
    };
    const signedAt = this.signedAt ?? new Date().toISOString();
    return signFeed(
      { version, signedAt, notes: `Better than before ${version}.`, files: [file] },
      privateKey,
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const nameOf = (version: string): string => `rigyd-desk-${version}.AppImage`;

/** Answers with a redirect. */
export const redirectTo =
  (location: string) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(302, { location }).end();
