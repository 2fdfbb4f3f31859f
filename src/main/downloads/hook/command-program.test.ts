import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { checkProgram, refusalOf } from './command-program.ts';

const folder = useTemporaryFolder();

it.each(['C:\\a.bat', 'C:\\a.CMD'])('refuses %s on Windows alone', async (program) => {
  expect(refusalOf(program, 'win32')).toContain('Choose an .exe file.');
  expect(refusalOf(program, 'linux')).toBeNull();
  expect(await checkProgram(program, 'win32')).toMatchObject({ failure: { code: 'command-unusable' } });
});

it('takes a program that may be run', async () => {
  const program = join(folder(), 'take over');
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
  expect(refusalOf('C:\\bat\\a.exe', 'win32')).toBeNull();
  expect(await checkProgram(program, 'linux')).toEqual({ ok: true, value: program });
});

it('says of a folder that it is one', async () => {
  await mkdir(join(folder(), 'tools'));
  expect(await checkProgram(join(folder(), 'tools'), 'linux')).toMatchObject({
    failure: { code: 'command-unusable', text: 'tools is a folder.' },
  });
});

it('says what is not there, or may not be run', async () => {
  const file = join(folder(), 'notes.txt');
  const refusal = { failure: { text: 'notes.txt is not there, or may not be run.' } };
  expect(await checkProgram(file, 'linux')).toMatchObject(refusal);
  await writeFile(file, 'text');
  await chmod(file, 0o644);
  expect(await checkProgram(file, 'linux')).toMatchObject(refusal);
});
