import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { declaredVersion } from '../electron/runtime.mjs';
import {
  formatted,
  membersFile,
  membersModule,
  page,
  unchecked,
  verdictsOf,
  withTable,
} from '../electron/api-list.mjs';
import { filesOfApp, usedApis } from '../electron/used-apis.mjs';

/** Milliseconds: TypeScript reads the types of everything that the app consists of. */
const timeout = 180_000;

const text = readFileSync(page, 'utf8');

describe('docs/electron-apis.md', () => {
  /** @type {ReturnType<typeof usedApis>} */
  let apis;
  beforeAll(() => void (apis = usedApis(filesOfApp())), timeout);

  it('lists what the app uses of Electron, and nothing else (node scripts/electron/api-list.mjs brings it up to date)', async () => {
    expect([...verdictsOf(text).keys()]).toEqual(apis.map(({ name }) => name));
    expect(text).toBe(await formatted(page, withTable(text, apis)));
  });

  it('is what the app looks for in the Electron that it runs in', async () => {
    expect(readFileSync(membersFile, 'utf8')).toBe(await formatted(membersFile, membersModule(apis)));
  });

  it('has a verdict in every row, and says of what is deprecated why it is used', () => {
    const verdicts = verdictsOf(text);
    expect([...verdicts].filter(([, verdict]) => verdict === '' || verdict === unchecked)).toEqual([]);
    const deprecated = apis.filter(({ isDeprecated }) => isDeprecated).map(({ name }) => name);
    expect(deprecated.filter((name) => !verdicts.get(name)?.includes('deprecated'))).toEqual([]);
  });

  it('was checked up to the Electron that is declared', () => {
    const [major] = declaredVersion().split('.');
    expect(text).toContain(`The declared Electron is ${major}, `);
    expect(text).toContain(`## What changed from 34 to ${major}, and what it means here`);
  });
});

describe('usedApis', () => {
  /** @type {Map<string, string>} by name, its kind */
  let found;
  beforeAll(() => {
    const file = 'src/main/shell/made-up.ts';
    const source = `
      import { app, BrowserWindow, session, Tray, type App } from 'electron';
      import { join } from 'node:path';
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      const { webContents } = window;
      export const quit = (part: Pick<App, 'quit'>): void => part.quit();
      export function edit(action: 'cut' | 'copy'): void { webContents[action](); }
      for (const event of ['hide', 'show'] as const) window.on(event as 'show', () => {});
      app.once('will-quit', (event) => event.preventDefault());
      webContents.on('render-process-gone', (_event, { reason }) => join(reason));
      session.fromPartition('one', { cache: false }).setSpellCheckerLanguages([]);
      export type Unused = Tray;
      export const other = { quit: () => {}, isPackaged: app.isPackaged };
      other.quit();
    `;
    const apis = usedApis([file], new Map([[file, source]]));
    found = new Map(apis.map(({ name, kind }) => [name, kind]));
  }, timeout);

  it('finds functions and properties, however they are reached', () => {
    for (const name of [
      'app.quit',
      'app.isPackaged',
      'app.once',
      'BrowserWindow.webContents',
      'BrowserWindow.on',
    ])
      expect(found.get(name), name).toBe('member');
    expect(found.get('new BrowserWindow')).toBe('member');
    expect(found.get('session.fromPartition')).toBe('member');
    expect(found.get('Session.setSpellCheckerLanguages')).toBe('member');
  });

  it('finds each of several that a name may stand for', () => {
    expect([found.get('WebContents.cut'), found.get('WebContents.copy')]).toEqual(['member', 'member']);
    expect([found.get('BrowserWindow “hide”'), found.get('BrowserWindow “show”')]).toEqual([
      'event',
      'event',
    ]);
  });

  it('finds events, options, and what is read of what Electron hands over', () => {
    expect(found.get('app “will-quit”')).toBe('event');
    expect(found.get('WebContents “render-process-gone”')).toBe('event');
    expect(found.get('BaseWindowConstructorOptions.show')).toBe('option');
    expect(found.get('WebPreferences.sandbox')).toBe('option');
    expect(found.get('FromPartitionOptions.cache')).toBe('option');
    expect(found.get('RenderProcessGoneDetails.reason')).toBe('option');
  });

  it('finds nothing else: no types, nothing of Node, and nothing that is only called alike', () => {
    expect([...found.keys()].filter((name) => /Tray|join|preventDefault/.test(name))).toEqual([]);
    expect(found.size).toBe(20);
  });
});
