import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

/** The page is served from a scheme of its own: `file:` would give it powers over every file. */
const scheme = 'app';
const host = 'desk';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** Nothing but the app's own files; in particular no connection anywhere: all data comes through main. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must be called before the app is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

/** Serves the built page from `folder`. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const path = fileOf(new URL(request.url), folder);
    const type = path === null ? undefined : contentTypes[extname(path)];
    if (path === null || type === undefined) return notFound();
    try {
      const headers = { 'Content-Type': type, 'Content-Security-Policy': contentSecurityPolicy };
      return new Response(new Uint8Array(await readFile(path)), { headers });
    } catch {
      return notFound();
    }
  });
}

/** Where the page is: the development server if there is one, or the app's own scheme. */
export function pageAddress(developmentServer: string | undefined): { url: string; origin: string } {
  if (developmentServer !== undefined)
    return { url: developmentServer, origin: new URL(developmentServer).origin };
  const origin = `${scheme}://${host}`;
  return { url: `${origin}/index.html`, origin };
}

/** The file a URL names inside the folder; null for one outside of it. */
export function fileOf(url: URL, folder: string): string | null {
  if (url.host !== host) return null;
  const path = normalize(join(folder, decodeURIComponent(url.pathname)));
  return path.startsWith(folder + sep) ? path : null;
}

const notFound = (): Response => new Response('Not found', { status: 404 });
