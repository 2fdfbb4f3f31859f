import { mkdir, open, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { textOf, type Input } from '../intake/read-inputs.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { ownFiles } from '../files/folder-files.ts';
import {
  offerAssets,
  ownArguments,
  readArguments as readAsGiven,
  sameArguments,
  startArguments,
} from './command-line.ts';
import { fileSource } from '../../shared/source.ts';

describe('the arguments meant for the app', () => {
  it.each([
    ['none', ['/opt/Rigyd Desk/rigyd-desk'], true, []],
    [
      'all but the program when packaged',
      ['/opt/rigyd-desk', 'abc123', 'list.txt'],
      true,
      ['abc123', 'list.txt'],
    ],
    [
      'all but program and folder in development',
      ['electron', '.', 'abc123', 'list.txt'],
      false,
      ['abc123', 'list.txt'],
    ],
    ['none in development', ['electron', '.'], false, []],
    [
      'no switches, wherever they stand',
      ['electron', '--inspect=0', '--no-sandbox', '/app', 'abc123', '--user-data-dir=/x', '-v'],
      false,
      ['abc123'],
    ],
  ])('are %s', (_what, argv, isPackaged, expected) => {
    expect(ownArguments(argv, isPackaged)).toEqual(expected);
  });
});

describe('the arguments that start the app again', () => {
  it.each([
    ['when packaged', ['/opt/rigyd-desk', '--no-sandbox', 'abc123'], true, ['--no-sandbox']],
    [
      'in development',
      ['electron', '--inspect=0', '/app', 'abc123', '-v'],
      false,
      ['--inspect=0', '/app', '-v'],
    ],
    [
      'without what was meant for one start',
      ['/opt/rigyd-desk', '--hidden', '--hand-over=x', '--safe-mode=1', '-safe-mode', '--Safe-Mode'],
      true,
      [],
    ],
  ])('are those not meant for it, %s', (_what, argv, isPackaged, expected) => {
    expect(startArguments(argv, isPackaged)).toEqual(expected);
  });
});

describe('reading arguments', () => {
  const folder = useTemporaryFolder();
  const readArguments = async (...given: Parameters<typeof readAsGiven>) =>
    (await readAsGiven(...given)).map(asText);
  const asText = (given: Input) => ('failure' in given ? given : textOf(given));

  it('takes plain ones together, as what was typed', async () => {
    expect(await readArguments(['abc123', 'def456'], folder())).toEqual([
      { text: 'abc123\ndef456', source: { kind: 'command-line' } },
    ]);
  });

  it('reads a file in the encoding of a spreadsheet, and says so', async () => {
    await writeFile(join(folder(), 'list.csv'), Buffer.from('Größe', 'latin1'));
    expect(await readArguments(['list.csv'], folder())).toEqual([
      { text: 'Größe', source: fileSource('list.csv'), encoding: 'windows-1252' },
    ]);
  });

  it('takes a file for what is in it, from where the app was started or by its whole path', async () => {
    await mkdir(join(folder(), 'lists'));
    await writeFile(join(folder(), 'lists', 'one.txt'), 'abc123\n');
    await writeFile(join(folder(), 'two.csv'), 'id\ndef456\n');
    expect(await readArguments([join('lists', 'one.txt'), join(folder(), 'two.csv')], folder())).toEqual([
      { text: 'abc123\n', source: fileSource('one.txt') },
      { text: 'id\ndef456\n', source: fileSource('two.csv') },
    ]);
  });

  it('puts plain ones first', async () => {
    await writeFile(join(folder(), 'one.txt'), 'abc123');
    expect(await readArguments(['one.txt', 'def456'], folder())).toMatchObject([
      { source: { kind: 'command-line' } },
      { source: fileSource('one.txt') },
    ]);
  });

  it('takes what is no name of a file as text, so that it is reported as not understood', async () => {
    await mkdir(join(folder(), 'folder'));
    const named = ['missing', 'folder', 'with\0zero', './with\0zero'];
    expect(await readArguments(named, folder())).toEqual([
      { text: named.join('\n'), source: { kind: 'command-line' } },
    ]);
  });

  it('says of what looks like the name of a file where there is none, and takes a job ID in it for one', async () => {
    const address = 'api.rigyd.com/api/conversions/chair0000000000000000001';
    const named = ['missing.txt', 'missing/list.txt', devNull, address];
    expect(await readArguments(named, folder())).toEqual([
      { text: address, source: { kind: 'command-line' } },
      { name: 'missing.txt', failure: { code: 'file-missing', text: folder() } },
      { name: 'list.txt', failure: { code: 'file-missing', text: join(folder(), 'missing') } },
      { name: basename(devNull), failure: { code: 'file-unusable', text: 'It isn’t a file.' } },
    ]);
  });

  it('says of a file that it is too large, and takes what is beside it', async () => {
    const large = await open(join(folder(), 'large.csv'), 'w');
    await large.truncate(32 * 1024 * 1024 + 1);
    await large.close();
    expect(await readArguments(['large.csv', 'abc123'], folder())).toEqual([
      { text: 'abc123', source: { kind: 'command-line' } },
      { name: 'large.csv', failure: { code: 'too-large', text: 'It is larger than 32 MB.' } },
    ]);
  });

  it('says that the folder of a file does not answer, or the system refuses it; a job ID there stays one', async () => {
    const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    for (const [error, failure] of [
      [new FolderSilentError('/mnt/x'), { code: 'folder-silent', text: '/mnt/x isn’t responding' }],
      [refused, { code: 'file-unusable', text: 'EACCES: permission denied' }],
    ] as const) {
      const files = { ...ownFiles, open: () => Promise.reject(error) };
      const named = ['abc123', 'list.csv', join(folder(), 'jobs'), 'https://rigyd.com/jobs/def456'];
      expect(await readArguments(named, folder(), files)).toEqual([
        { text: 'abc123\nhttps://rigyd.com/jobs/def456', source: { kind: 'command-line' } },
        { name: 'list.csv', failure },
        { name: 'jobs', failure },
      ]);
    }
  });

  it('reads a file of up to 32 MB', async () => {
    const large = await open(join(folder(), 'large.txt'), 'w');
    await large.truncate(32 * 1024 * 1024);
    await large.close();
    const [named] = await readArguments(['large.txt'], folder());
    expect(named).toMatchObject({ source: fileSource('large.txt') });
    expect(named !== undefined && 'text' in named ? named.text : '').toHaveLength(32 * 1024 * 1024);
  });

  it('says nothing where nothing was named', async () => {
    expect(await readArguments([], folder())).toEqual([]);
  });
});

it('a start after one that failed has the same input', () => {
  const argv = ['/electron', '/app', '--user-data-dir=/data', 'a1', './night.csv', '--safe-mode'];
  expect(sameArguments(argv, false)).toEqual(['/app', '--user-data-dir=/data', 'a1', './night.csv']);
  expect(sameArguments(['/rigyd-desk', 'a1'], true)).toEqual(['a1']);
});

describe('arguments that can be looked at', () => {
  const work = join('/', 'home', 'ada');

  function asking(...indices: number[]) {
    const asked: string[] = [];
    const offer = async (paths: readonly string[]) => {
      asked.push(...paths);
      return indices.length === 0 ? null : { indices };
    };
    return { asked, offer };
  }

  it('are offered with their paths, and the others are left', async () => {
    const { asked, offer } = asking(1);
    expect(await offerAssets(['abc123', 'chair.usd'], work, offer)).toEqual(['abc123']);
    expect(asked).toEqual([join(work, 'abc123'), join(work, 'chair.usd')]);
  });

  it('are none where there is nothing to look at', async () => {
    const { offer } = asking();
    expect(await offerAssets(['abc123', 'jobs.csv'], work, offer)).toEqual(['abc123', 'jobs.csv']);
  });

  it('are looked for among those of many that could be no job ID', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `job${index}`);
    const { asked, offer } = asking(0);
    expect(await offerAssets([...ids, 'chair.usd'], work, offer)).toEqual(ids);
    expect(asked).toEqual([join(work, 'chair.usd')]);
  });

  it('are no more than twenty', async () => {
    const { asked, offer } = asking();
    const names = Array.from({ length: 30 }, (_, index) => `${index}.usd`);
    expect(await offerAssets(names, work, offer)).toEqual(names);
    expect(asked).toHaveLength(20);
  });
});
