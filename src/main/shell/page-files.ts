import { extname, join, normalize, sep } from 'node:path';
import { isLoopback } from '../api/base-url.ts';

/** The page is served from a scheme of its own: `file:` would give it powers over every file. */
export const pageScheme = 'app';
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
  return { url: `${origin}/index.html`, origin };
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
