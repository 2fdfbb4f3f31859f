import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useHandlers } from '../../testing/handlers-harness.ts';

const setUpHandlers = useHandlers();

async function setUp() {
  const all = await setUpHandlers();
  const program = join(all.folder, 'take over');
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
  all.answers.chosen = program;
  all.told.length = 0;
  return { ...all, program, set: () => all.core.preferences.settings.command };
}

describe('the command for each result', () => {
  it('is set once its program was chosen in the system’s dialog, with the folder as its argument', async () => {
    const { handlers, told, program, set } = await setUp();
    await handlers.chooseCommand(undefined);
    expect(set()).toEqual({ program, arguments: ['{folder}'] });
    expect(told).toEqual([['program', null]]);
  });

  it('gets other arguments after a yes in a box of the system, and only then', async () => {
    const { handlers, told, answers, set } = await setUp();
    await handlers.chooseCommand(undefined);
    answers.isConfirmed = false;
    await handlers.setCommandArguments({ arguments: ['-c', 'import os'] });
    expect(set()?.arguments).toEqual(['{folder}']);
    answers.isConfirmed = true;
    await handlers.setCommandArguments({ arguments: ['--usd={usd}'] });
    expect(set()?.arguments).toEqual(['--usd={usd}']);
    expect(told.slice(1)).toEqual([
      ['confirm', ['-c', 'import os']],
      ['confirm', ['--usd={usd}']],
    ]);
  });

  it('is not asked about, and not set, where the box could not show all of it', async () => {
    const { handlers, told, set } = await setUp();
    await handlers.chooseCommand(undefined);
    const outcome = await handlers.setCommandArguments({ arguments: ['-c', `${'#'.repeat(2_000)}\nevil()`] });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'command-argument' } });
    expect(told).toEqual([['program', null]]);
    expect(set()?.arguments).toEqual(['{folder}']);
  });

  it('is another program with the same arguments after a yes as well', async () => {
    const { handlers, folder, answers, set, program } = await setUp();
    await handlers.chooseCommand(undefined);
    const other = join(folder, 'other');
    await writeFile(other, '#!/bin/sh\n');
    await chmod(other, 0o755);
    answers.chosen = other;
    answers.isConfirmed = false;
    await handlers.chooseCommand(undefined);
    expect(set()?.program).toBe(program);
    answers.isConfirmed = true;
    await handlers.chooseCommand(undefined);
    expect(set()?.program).toBe(other);
  });

  it('can be taken away without asking', async () => {
    const { handlers, set } = await setUp();
    await handlers.chooseCommand(undefined);
    await handlers.clearCommand(undefined);
    expect(set()).toBeNull();
  });
});
