import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from './app-context.ts';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Stops listening and cuts every open connection, hanging ones too. */
  close(): Promise<void>;
}

/** Serves an app on this machine only. Rejects when the port is taken; port 0 takes any free one. */
export async function listen(app: Hono<AppEnv>, port: number): Promise<Listening> {
  // The global Request and Response stay Node's own: the simulator runs inside the processes of tests.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await listening(server, port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
