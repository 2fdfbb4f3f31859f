import { extname, join, normalize, sep } from 'node:path';

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

/** Where the page is: the development server if there is one, or the app's own scheme. */
export function pageAddress(developmentServer: string | undefined): { url: string; origin: string } {
  if (developmentServer !== undefined)
    return { url: developmentServer, origin: new URL(developmentServer).origin };
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
