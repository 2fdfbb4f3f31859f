#!/usr/bin/env node
/**
 * Stands in for fpm, the program by which electron-builder makes packages, where that cannot be downloaded: takes the arguments that
 * electron-builder gives fpm for a deb, and has Debian's own `dpkg-deb` make it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCommand } from '../../lib/command.mjs';
import { buildDeb } from './build-deb.mjs';
import { parseFpmArguments } from './fpm-arguments.mjs';

await runCommand(async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd-deb-'));
  try {
    return await buildDeb(parseFpmArguments(process.argv.slice(2)), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
