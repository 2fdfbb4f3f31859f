import { join } from 'node:path';
import { z } from 'zod';
import { personFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { liveBaseUrl } from '../api/base-url.ts';

/** Where the Rigyd command line keeps its configuration, by the rules of the XDG base directories. */
export function cliConfigPath(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const named = environment['XDG_CONFIG_HOME'];
  // A relative path there is to be ignored.
  return join(named?.startsWith('/') ? named : join(home, '.config'), 'rigyd', 'config.json');
}

/** Bytes of the file at most; anything longer is no such configuration. */
const maxConfigBytes = 64 * 1024;

/** Where the key may stand. The file is not documented, so all the usual names are looked for. */
const keyFields = ['api_key', 'apiKey', 'key', 'token'];
const urlFields = ['api_url', 'apiUrl', 'base_url', 'baseUrl'];

/** Of a key, and of nothing else that may stand in such a file. */
const keyShape = z
  .string()
  .trim()
  .regex(/^rgyd_[\x21-\x7e]{15,500}$/);

/**
 * The key that the command line uses. The file is read, never written.
 *
 * @param origin of the API in use: a key that is for another server is none, and where no server is named, it is for the
 *   live service
 * @returns null where there is no such file, it cannot be read, or there is no key in it
 */
export async function readCliKey(path: string, origin: string): Promise<string | null> {
  const config = await readObject(path);
  if (config === null || !isFor(origin, config)) return null;
  for (const field of keyFields) {
    const key = keyShape.safeParse(config[field]);
    if (key.success) return key.data;
  }
  return null;
}

async function readObject(path: string): Promise<Record<string, unknown> | null> {
  try {
    const content = await readWhole(path, maxConfigBytes, personFiles);
    if (typeof content === 'string') return null;
    return z
      .record(z.string(), z.unknown())
      .nullable()
      .catch(null)
      .parse(JSON.parse(content.toString('utf8')));
  } catch {
    return null;
  }
}

function isFor(origin: string, config: Record<string, unknown>): boolean {
  const named = urlFields.map((field) => config[field]).find((value) => typeof value === 'string');
  const server = typeof named === 'string' ? named : liveBaseUrl;
  return URL.canParse(server) && new URL(server).origin === origin;
}
