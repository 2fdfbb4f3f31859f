import { once } from 'node:events';
import { join } from 'node:path';
import * as electron from 'electron';
import { app, nativeImage, net, Notification, session, utilityProcess, type BrowserWindow } from 'electron';
import { assetScheme } from '../../shared/asset-scheme.ts';
import { previewScheme } from '../../shared/preview-scheme.ts';
import { lookForMembers, type OwnersOf } from '../log/look-for-members.ts';
import type { Finding, Need, Probe } from '../log/self-check.ts';
import { builtPage } from './page.ts';
import { usedMembers } from './used-members.ts';

/**
 * Tries what the app needs of the Electron that it runs in. Every answer is that of the Electron at hand, not what is known of
 * its version.
 *
 * @param window the app's window; null while there is none
 */
export const electronProbes = (window: () => BrowserWindow | null): Readonly<Record<Need, Probe>> => ({
  interfaces: async () => lookForMembers(usedMembers, ownersIn(window())),
  processes: startProcess,
  addresses: fetchOwnAddresses,
  page: () => inPage(window(), pageProbe),
  webgl: () => inPage(window(), webglProbe),
  sandbox: async () => (app.commandLine.hasSwitch('no-sandbox') ? missing('--no-sandbox') : there('on')),
  keychain: loadKeychain,
  notifications: async () =>
    Notification.isSupported() ? there('supported') : missing('not supported by this system'),
});

type Found = Omit<Finding, 'need'>;

const there = (seen: string): Found => ({ state: 'there', seen });
const missing = (seen: string): Found => ({ state: 'missing', seen });
const unknown = (seen: string): Found => ({ state: 'unknown', seen });

/** Those that can be had without a side effect. */
function ownersIn(window: BrowserWindow | null): OwnersOf {
  const modules: Readonly<Record<string, unknown>> = electron;
  const instances: Readonly<Record<string, unknown>> = {
    CommandLine: app.commandLine,
    NativeImage: nativeImage.createEmpty(),
    Session: session.defaultSession,
    WebContents: window?.webContents,
    WebFrameMain: window?.webContents.mainFrame,
  };
  return (name) => {
    if (name in instances) return [instances[name]];
    const itself = modules[name];
    return typeof itself === 'function' ? [itself, itself.prototype] : [itself];
  };
}

/** Milliseconds after which a process that has not answered is ended. */
const processMs = 8_000;

/** A process of Electron's that answers one message. */
async function startProcess(): Promise<Found> {
  const script = join(app.getAppPath(), 'out', 'main', 'probe-entry.cjs');
  const child = utilityProcess.fork(script, [], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const answered = once(child, 'message');
  child.postMessage('here');
  const timer = setTimeout(() => child.kill(), processMs);
  const answer = await Promise.race([answered, ended.then(([code]) => Number(code))]);
  clearTimeout(timer);
  if (typeof answer === 'number') return missing(`it ended with ${answer}`);
  child.postMessage('end');
  await ended;
  return there('one answered and ended');
}

/** Any answer will do, also that there is no such file: it comes from the app. */
async function fetchOwnAddresses(): Promise<Found> {
  const addresses = [builtPage, `${previewScheme}://self-check/`, `${assetScheme}://self-check/`];
  const failures: string[] = [];
  for (const address of addresses) {
    try {
      await (await net.fetch(address)).body?.cancel();
    } catch {
      failures.push(new URL(address).protocol);
    }
  }
  return failures.length === 0 ? there(`${addresses.length} served`) : missing(failures.join(', '));
}

/** Runs an expression in the page, whose value is what it lacks, or what it saw. */
async function inPage(window: BrowserWindow | null, expression: string): Promise<Found> {
  if (window === null || window.webContents.isCrashed()) return unknown('no window');
  const answer: unknown = await window.webContents.executeJavaScript(expression);
  const { lacks, seen } = answer as { lacks: string; seen: string };
  return lacks === '' ? there(seen) : missing(lacks);
}

const pageProbe = `(() => {
  const needed = {
    'secure context': isSecureContext,
    workers: typeof Worker === 'function',
    'canvases in workers': typeof OffscreenCanvas === 'function'
      && 'transferControlToOffscreen' in HTMLCanvasElement.prototype,
    WebAssembly: typeof WebAssembly === 'object',
    'pictures in workers': typeof createImageBitmap === 'function',
    bridge: typeof rigyd === 'object',
  };
  const lacks = Object.keys(needed).filter((name) => !needed[name]).join(', ');
  return { lacks, seen: Object.keys(needed).join(', ') };
})()`;

/** The context is given back at once. */
const webglProbe = `(() => {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return { lacks: 'no WebGL 2', seen: '' };
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const seen = String(gl.getParameter(named === null ? gl.RENDERER : named.UNMASKED_RENDERER_WEBGL));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { lacks: '', seen };
})()`;

/** Loading it makes no call into the keychain, which could ask a person for a password. */
async function loadKeychain(): Promise<Found> {
  const { default: keytar } = await import('keytar');
  return typeof keytar.getPassword === 'function' ? there('loaded') : missing('it has no functions');
}
