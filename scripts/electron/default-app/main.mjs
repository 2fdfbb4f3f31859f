/**
 * Runs the app named on the command line, as Electron's own default app does: `electron [switches] <path> [arguments]`.
 * It is packed into the fallback Electron, which comes without one.
 */
import { app } from 'electron';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Electron's own default app calls, and the public types leave out. */
const internals =
  /** @type {import('electron').App & Record<'setVersion' | 'setAppPath', (value: string) => void>} */ (app);

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-') && fs.existsSync(argument));

if (given === undefined) {
  console.error(`Electron ${process.versions.electron}: name the folder of an app.`);
  app.exit(1);
} else {
  const appPath = path.resolve(given);
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  if (fs.statSync(appPath).isDirectory()) describeApp(appPath);
  // Awaited at the top level: Electron holds back "ready" until then, and an app may do things only before it.
  await import(pathToFileURL(createRequire(import.meta.url).resolve(appPath)).href);
}

/**
 * Gives Electron the app's own name, version and folders.
 *
 * @param {string} appPath
 */
function describeApp(appPath) {
  const manifest = JSON.parse(fs.readFileSync(path.join(appPath, 'package.json'), 'utf8'));
  const name = manifest.productName ?? manifest.name;
  if (manifest.version) internals.setVersion(manifest.version);
  if (name) app.setName(name);
  internals.setAppPath(appPath);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  }
}
