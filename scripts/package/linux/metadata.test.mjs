import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkScheme as schemeOfApp } from '../../../src/main/shell/deep-link.ts';
import { readPackage } from '../../lib/project.mjs';
import { findCommand } from '../../setup/system-commands.mjs';
import { fileTypes, linkScheme, programName } from '../application.mjs';
import { metainfo } from './metainfo.mjs';
import { mimeTypes } from './mime-types.mjs';

/** @type {string} */
let folder;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd metadata-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const release = { productName: 'Rigyd <Desk>', version: '1.0.0', date: '2026-11-27', license: 'UNLICENSED' };

describe('what systems are told of the app', () => {
  it('is what the app itself says', () => {
    expect(linkScheme).toBe(schemeOfApp);
    expect(readPackage()).toMatchObject({ name: programName, desktopName: `${programName}.desktop` });
  });
});

describe('AppStream metadata', () => {
  it('names the release, the types of files, and no licence that was not chosen', () => {
    const text = metainfo(release);
    expect(text).toContain('<release version="1.0.0" date="2026-11-27"/>');
    expect(text).toContain('<name>Rigyd &lt;Desk&gt;</name>');
    expect(text).toContain('<project_license>LicenseRef-proprietary</project_license>');
    expect(metainfo({ ...release, license: 'MIT' })).toContain('<project_license>MIT</project_license>');
    for (const { mimeType } of fileTypes) expect(text).toContain(`<mediatype>${mimeType}</mediatype>`);
  });

  it.runIf(has('appstreamcli'))('is accepted by AppStream’s own check', () => {
    const file = path.join(folder, 'app.metainfo.xml');
    writeFileSync(file, metainfo(release));
    const { status, stdout } = spawnSync('appstreamcli', ['validate', '--no-net', file], {
      encoding: 'utf8',
    });
    expect(`${status} ${stdout}`).toMatch(/^0 /);
  });
});

describe('types of files', () => {
  it('are described where systems do not know them', () => {
    const text = mimeTypes(fileTypes);
    expect(text).toContain('<glob pattern="*.usdz"/>');
    expect(text).toContain('<sub-class-of type="application/zip"/>');
    expect(text).not.toContain('gltf');
  });

  it.runIf(has('update-mime-database'))('are taken by the shared database', () => {
    const packages = path.join(folder, 'packages');
    spawnSync('mkdir', [packages]);
    writeFileSync(path.join(packages, 'rigyd-desk.xml'), mimeTypes(fileTypes));
    expect(spawnSync('update-mime-database', [folder]).status).toBe(0);
    const globs = readFileSync(path.join(folder, 'globs'), 'utf8');
    for (const { mimeType, extensions, isKnown } of fileTypes)
      if (!isKnown) expect(globs).toContain(`${mimeType}:*.${extensions[0]}`);
  });
});

/** @param {string} program */
function has(program) {
  return findCommand(program) !== undefined;
}
