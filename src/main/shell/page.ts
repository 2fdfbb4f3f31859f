import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { previewScheme } from '../../shared/previews.ts';
import { pageFileOf, pageScheme } from './page-files.ts';

/**
 * Nothing but the app's own files, and what main has fetched to be looked at; in particular no connection anywhere: all
 * data comes through main.
 */
const contentSecurityPolicy = [
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

/** Must be called before the app is ready, and can be called but once: Electron forgets what was declared before. */
export function declareSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true } },
    // Without `stream` a player could not jump.
    { scheme: previewScheme, privileges: { standard: true, secure: true, stream: true } },
  ]);
}

/** Serves the built page from `folder`. */
export function servePage(folder: string): void {
  protocol.handle(pageScheme, async (request) => {
    const file = pageFileOf(new URL(request.url), folder);
    if (file === null) return notFound();
    try {
      const headers = { 'Content-Type': file.contentType, 'Content-Security-Policy': contentSecurityPolicy };
      return new Response(new Uint8Array(await readFile(file.path)), { headers });
    } catch {
      return notFound();
    }
  });
}

const notFound = (): Response => new Response('Not found', { status: 404 });
