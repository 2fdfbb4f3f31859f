import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { fileOfKind, openElsewhere, openOrThrow, withDatabase } from '../testing/database-files.ts';
import { runReader } from '../testing/reader-process.ts';
import { openDatabase } from './database.ts';
import type { RunReader } from './read-elsewhere.ts';

const temporary = useTemporaryFolder();
const folder = (): string => join(temporary(), 'store', 'jobs');
const now = (): number => 0;
const rows = new Map<string, unknown>([
  ['a', { id: 'a', text: 'Müll \u{1F600}' }],
  ['b', [1, null]],
]);

describe('a database', () => {
  it('begins empty, in a folder that it makes', async () => {
    const opened = await openOrThrow(folder());
    expect(opened).toMatchObject({ rows: new Map(), damaged: [], movedAside: null });
    await opened.database.close();
  });

  it('keeps what was written, and forgets what was removed', async () => {
    await withDatabase(folder(), (database) => database.write(new Map([...rows, ['c', 1]])));
    await withDatabase(folder(), (database) => database.write(new Map([['c', undefined]])));
    const opened = await openOrThrow(folder());
    expect(opened.rows).toEqual(rows);
    await opened.database.close();
  });

  it('is damaged when a row has changed since it was written, or turns up under another key', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    const level = new ClassicLevel(folder());
    const sealed = (await level.get('a')) ?? '';
    await level.batch([
      { type: 'put', key: 'b', value: ((await level.get('b')) ?? '').replace('1', '2') },
      { type: 'put', key: 'z', value: sealed },
    ]);
    await level.close();
    const opened = await openOrThrow(folder());
    expect([...opened.rows.keys()]).toEqual(['a']);
    expect(opened.damaged).toEqual(['b', 'z']);
    expect(opened.movedAside).not.toBeNull();
    await opened.database.close();
    const again = await openOrThrow(folder());
    expect(again).toMatchObject({ rows: new Map(), damaged: [], movedAside: null });
    await again.database.close();
  });
});

describe('a database that was read', () => {
  afterEach(() => void vi.restoreAllMocks());

  /** Opens it while a step between reading and writing fails once, as where a virus scanner has its files open. */
  async function openWhile(step: 'open' | 'close', error: Error) {
    await withDatabase(folder(), (database) => database.write(rows));
    const original = ClassicLevel.prototype[step];
    let calls = 0;
    vi.spyOn(ClassicLevel.prototype, step).mockImplementation(function (
      this: ClassicLevel,
      ...given: unknown[]
    ) {
      calls += 1;
      const fails = calls === (step === 'open' ? 2 : 1);
      return fails ? Promise.reject(error) : (Reflect.apply(original, this, given) as Promise<void>);
    });
    const opened = await openOrThrow(folder());
    expect(opened).toMatchObject({ rows, movedAside: null });
    return opened.database;
  }

  it.each(['open', 'close'] as const)(
    'is there and takes what is written where it fails to %s for it',
    async (step) => {
      const database = await openWhile(step, new Error('EMFILE'));
      await database.write(new Map([['c', 1]]));
      await database.close();
      vi.restoreAllMocks();
      const again = await openOrThrow(folder());
      expect(again.rows).toEqual(new Map([...rows, ['c', 1]]));
      await again.database.close();
    },
  );

  it('can be closed where it could not be opened for writing', async () => {
    const database = await openWhile('open', new Error('EMFILE'));
    await database.close();
    const again = await openOrThrow(folder());
    expect(again.rows).toEqual(rows);
    await again.database.close();
  });
});

describe('many rows', () => {
  const many = new Map(
    Array.from({ length: 4_000 }, (_, index) => [`job!${index}`, { id: index, text: 'x'.repeat(4_000) }]),
  );

  it('are written bit by bit, so that nothing waits for all of them', async () => {
    let turns = 0;
    let next = setImmediate(function takeTurn() {
      turns += 1;
      next = setImmediate(takeTurn);
    });
    let turnsBeforeLast = 0;
    const last = { toJSON: () => (turnsBeforeLast = turns) };
    await withDatabase(folder(), async (database) => {
      const fewEnough = [...many].slice(0, 900);
      turns = 0;
      await database.write(new Map<string, unknown>([...fewEnough, ['last', last]]));
    });
    clearImmediate(next);
    expect(turnsBeforeLast).toBeGreaterThan(20);
    const opened = await openOrThrow(folder());
    expect(opened.rows.size).toBe(901);
    await opened.database.close();
  });

  it('that are few enough for one part are on disk together or not at all', async () => {
    const opened = await openOrThrow(folder());
    const batch = vi.spyOn(ClassicLevel.prototype, 'batch');
    await opened.database.write(new Map([...many].slice(0, 900)));
    expect(batch).toHaveBeenCalledTimes(1);
    await opened.database.write(many);
    expect(batch).toHaveBeenCalledTimes(5);
    batch.mockRestore();
    await opened.database.close();
  });
});

it.each([true, false])('a write reaches the disk itself where it is a person’s word: %s', async (sync) => {
  const opened = await openOrThrow(folder());
  const { batch } = ClassicLevel.prototype;
  const options: unknown[] = [];
  const spy = vi.spyOn(ClassicLevel.prototype, 'batch').mockImplementation(function (this: ClassicLevel) {
    const made = Reflect.apply(batch, this, []) as ReturnType<ClassicLevel['batch']>;
    const write = made.write.bind(made);
    return Object.assign(made, { write: (given: object) => (options.push(given), write(given)) });
  } as never);
  await opened.database.write(rows, { sync });
  spy.mockRestore();
  expect(options).toEqual([{ sync }]);
  await opened.database.close();
});

describe('a database whose creation was cut short', () => {
  it.each([
    ['an empty folder', []],
    ['files that hold no rows yet', ['LOCK', 'LOG', 'MANIFEST-000001', '000001.dbtmp']],
  ])('begins anew, and nothing is moved aside: %s', async (_what, names) => {
    await mkdir(folder(), { recursive: true });
    for (const name of names) await writeFile(join(folder(), name), '');
    const opened = await openOrThrow(folder());
    expect(opened.movedAside).toBeNull();
    expect(await readdir(join(folder(), '..'))).toEqual(['jobs']);
    await opened.database.close();
  });
});

describe('a database that ended the process that opened it', () => {
  const marker = (): string => `${folder()}.opening`;

  it('opens as usual, and the count of such attempts begins anew', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    for (let start = 0; start < 3; start += 1) {
      await writeFile(marker(), '.');
      const opened = await openOrThrow(folder());
      expect(opened).toMatchObject({ rows, movedAside: null });
      await opened.database.close();
      await expect(readFile(marker())).rejects.toThrow('ENOENT');
    }
  });

  it('more often is read by another process first, and opens as usual if that lives', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    await writeFile(marker(), '....');
    const opened = await openDatabase(folder(), now, { runReader });
    expect(opened).toMatchObject({ ok: true, value: { rows, movedAside: null } });
    if (opened.ok) await opened.value.database.close();
    expect(await readdir(join(folder(), '..'))).toEqual(['jobs']);
  });

  it('more often is moved aside if that crashes as well; what was read until then is taken over', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    await writeFile(marker(), '....');
    const endsHalfway: RunReader = async (database, output) => {
      if (!database.endsWith('-copy')) return runReader(database, output);
      await runReader(database, output);
      const [first = ''] = (await readFile(output, 'utf8')).split('\n');
      await writeFile(output, `${first}\n["b","cut`);
      return 'crashed';
    };
    const opened = await openDatabase(folder(), now, { runReader: endsHalfway });
    expect(opened).toMatchObject({ ok: true, value: { rows: new Map([['a', rows.get('a')]]) } });
    if (!opened.ok) return;
    expect(opened.value.movedAside).not.toBeNull();
    await opened.value.database.close();
  });

  let rowsBeforeEnd = 0;
  it.each<[string, RunReader | null]>([
    ['it crashes before it has begun, as for want of memory', () => Promise.resolve('crashed')],
    ['it crashes whatever it reads', async (_database, output) => (await writeFile(output, ''), 'crashed')],
    [
      'it crashes elsewhere the next time',
      async (database, output) => {
        if (!database.endsWith('-copy')) return 'survived';
        await writeFile(output, '["a",""]\n'.repeat((rowsBeforeEnd += 1)));
        return 'crashed';
      },
    ],
    ['it was too slow, or ended by somebody', () => Promise.resolve('unknown')],
    ['it cannot be started', () => Promise.reject(new Error('no more processes'))],
    ['there is none', null],
  ])('more often opens as usual where the end of the other process is unknown: %s', async (_what, reader) => {
    await withDatabase(folder(), (database) => database.write(rows));
    await writeFile(marker(), '....');
    const opened = await openDatabase(folder(), now, { runReader: reader });
    expect(opened).toMatchObject({ ok: true, value: { rows, movedAside: null } });
    if (opened.ok) await opened.value.database.close();
    expect(await readdir(join(folder(), '..'))).toEqual(['jobs']);
  });

  it('is not moved aside where there is none', async () => {
    await mkdir(join(folder(), '..'), { recursive: true });
    await writeFile(marker(), '...');
    const opened = await openOrThrow(folder());
    expect(opened.movedAside).toBeNull();
    await opened.database.close();
  });
});

describe('databases that were moved aside', () => {
  it('are removed beside a healthy one, but for the newest three', async () => {
    const names = [1, 2, 3, 4, 5].map((day) => `jobs-damaged-2026-05-0${day}T12-00-00-000Z`);
    for (const name of names) await mkdir(join(folder(), '..', name), { recursive: true });
    await withDatabase(folder(), (database) => database.write(rows));
    expect((await readdir(join(folder(), '..'))).sort()).toEqual(['jobs', ...names.slice(2)]);
  });
});

describe('a database that is in use', () => {
  it('is reported and left alone when another process has it', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    const other = await openElsewhere(folder());
    expect(other.answer).toBe('open');
    expect(await openDatabase(folder(), now)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    await other.close();
    expect(await readdir(join(folder(), '..'))).toEqual(['jobs']);
    const opened = await openOrThrow(folder());
    expect(opened.rows).toEqual(rows);
    await opened.database.close();
  });

  it.runIf(process.platform === 'linux')('keeps none of its files in memory once it was read', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    const { database } = await openOrThrow(folder());
    const mapped = await readFile('/proc/self/maps', 'utf8');
    expect((await readdir(folder())).some((name) => name.endsWith('.ldb'))).toBe(true);
    expect(mapped).not.toContain('.ldb');
    await database.close();
  });

  it('is reported to a second opener in this process, and stays locked for others', async () => {
    const { database } = await openOrThrow(folder());
    expect(await openDatabase(folder(), now)).toEqual({
      ok: false,
      failure: { code: 'storage', text: 'It is already open.' },
    });
    const other = await openElsewhere(folder());
    await other.close();
    expect(other.answer).toBe('LEVEL_LOCKED');
    await database.close();
  });

  it('can be opened again after it was closed, or could not be opened', async () => {
    await withDatabase(folder(), (database) => database.write(rows));
    const obstacle = await fileOfKind(folder(), 'LOCK');
    await rm(obstacle);
    await mkdir(obstacle);
    expect(await openDatabase(folder(), now)).toMatchObject({ ok: false });
    await rm(obstacle, { recursive: true });
    const opened = await openOrThrow(folder());
    expect(opened.rows).toEqual(rows);
    await opened.database.close();
  });
});
