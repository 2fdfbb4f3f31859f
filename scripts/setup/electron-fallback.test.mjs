import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fallbackPath, removeUnfinished } from './electron-fallback.mjs';
import { checkIntegrity } from './registry-package.mjs';

/** @type {string} */
let folder;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd fallback-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('fallbackPath', () => {
  it('takes what is Electron’s', () => {
    expect(fallbackPath('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(fallbackPath('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin');
  });

  it('gives the program Electron’s name', () => {
    expect(fallbackPath('Cypress/Cypress')).toBe('electron');
  });

  it.each([
    'Cypress/resources/app/package.json',
    'Cypress/resources/app.asar',
    'Cypress/resources/app-update.yml',
    'Cypress/browser_v8_context_snapshot.bin',
    'Cypress/resources/',
    'Elsewhere/file',
  ])('leaves out %s', (entry) => {
    expect(fallbackPath(entry)).toBeNull();
  });
});

describe('checkIntegrity', () => {
  const integrityOfHello =
    'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==';

  it('passes exactly the expected content', async () => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, 'hello');
    await expect(checkIntegrity(file, integrityOfHello)).resolves.toBeUndefined();
  });

  it('fails for any other', async () => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, 'hellp');
    await expect(checkIntegrity(file, integrityOfHello)).rejects.toThrow('not the one expected');
  });
});

describe('removeUnfinished', () => {
  it('removes what killed set-ups left, and nothing else', async () => {
    fs.mkdirSync(path.join(folder, 'unfinished-abc/runtime'), { recursive: true });
    fs.mkdirSync(path.join(folder, 'electron-1.0.0-linux-x64-1'));
    await removeUnfinished(folder);
    expect(fs.readdirSync(folder)).toEqual(['electron-1.0.0-linux-x64-1']);
  });

  it('has nothing to do where there is no cache yet', async () => {
    await expect(removeUnfinished(path.join(folder, 'none'))).resolves.toBeUndefined();
  });
});
