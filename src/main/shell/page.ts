import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Protocol } from 'electron';
import { assetScheme } from '../../shared/asset-scheme.ts';
import { previewScheme } from '../../shared/preview-scheme.ts';
import { isLoopback } from '../api/base-url.ts';

/** The page is served from a scheme of its own: `file:` would give it powers over every file. */
const pageScheme = 'app';
const host = 'desk';

/** The page itself, as it is built. */
export const builtPage = `${pageScheme}://${host}/index.html`;

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/**
 * Where the page is: the app's own scheme, or a development server. That page gets the whole bridge, so that one on
 * another machine is never believed, and none at all by an app that was packaged.
 */
export function pageAddress(
  developmentServer: string | undefined,
  isPackaged: boolean,
): { url: string; origin: string } {
  const server = developmentServer === undefined || isPackaged ? null : URL.parse(developmentServer);
  if (server !== null && server.protocol === 'http:' && isLoopback(server))
    return { url: server.href, origin: server.origin };
  const origin = `${pageScheme}://${host}`;
  return { url: builtPage, origin };
}

/** A file of the page, and how to announce it. */
export interface PageFile {
  path: string;
  contentType: string;
}

/** The file that a URL names inside the folder; null for anything outside of it, or that is no part of a page. */
export function pageFileOf(url: URL, folder: string): PageFile | null {
  const name = url.host === host ? decode(url.pathname) : null;
  if (name === null) return null;
  const path = normalize(join(folder, name));
  const contentType = contentTypes[extname(path)];
  return path.startsWith(folder + sep) && contentType !== undefined ? { path, contentType } : null;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/**
 * Nothing but the app's own files and the previews that main fetched; in particular no connection anywhere: all data comes
 * through main.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  `img-src 'self' data: ${previewScheme}:`,
  `media-src ${previewScheme}:`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Of workers, which have the policy of their own script and not that of the page: they read and draw files that may be anybody's,
 * so they reach nothing but those files, and what decodes them. One alone may make code of text, which MuJoCo's bindings do;
 * it is given its bytes, and fetches none but the app's own.
 */
const workerPolicy = (script: string, connect: string): string =>
  ["default-src 'none'", `script-src 'self' ${script}`, `connect-src ${connect}`].join('; ');
const readingPolicy = workerPolicy("'wasm-unsafe-eval'", `'self' ${assetScheme}:`);
const mujocoPolicy = workerPolicy("'wasm-unsafe-eval' 'unsafe-eval'", "'self'");

/** The policy of a file of the page, by where the build puts scripts of workers, see electron.vite.config.ts. */
function policyOf({ pathname }: URL): string {
  if (/^\/workers\/mujoco-worker-[\w-]+\.js$/.test(pathname)) return mujocoPolicy;
  return pathname.startsWith('/workers/') ? readingPolicy : pagePolicy;
}

type PageProtocol = Pick<Protocol, 'registerBufferProtocol'>;

/** Must be called once, before the app is ready: Electron keeps the last declaration alone. */
export function declareSchemes(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    // Its scripts come compiled from the second start on. Workers fetch what decodes assets from it; the page's policy has it
    // fetch nothing.
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, codeCache: true, supportFetchAPI: true },
    },
    // Without `stream` a player could not jump.
    { scheme: previewScheme, privileges: { standard: true, secure: true, stream: true } },
    {
      scheme: assetScheme,
      privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/**
 * Serves the built page from `folder`. By the older of Electron's two ways: `protocol.handle` loads a whole client for HTTP
 * (undici) before the first paint, and takes each answer through streams.
 */
export function servePage(protocol: PageProtocol, folder: string): void {
  protocol.registerBufferProtocol(pageScheme, ({ url }, answer) => {
    const address = new URL(url);
    const file = pageFileOf(address, folder);
    if (file === null) return answer(notFound);
    const { path, contentType: mimeType } = file;
    const headers = { 'Content-Type': mimeType, 'Content-Security-Policy': policyOf(address) };
    readFile(path).then(
      (data) => answer({ data, mimeType, headers }),
      () => answer(notFound),
    );
  });
}

const notFound = { statusCode: 404, mimeType: 'text/plain', data: Buffer.from('Not found') };
