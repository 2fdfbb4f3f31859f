import { describe, expect, it } from 'vitest';
import { rulesVersion } from '../../asset/verdict/verdict.ts';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { keptVerdict, noMass } from '../testing/kept-verdict.ts';
import { readRecord, watchedJobSchema } from './job-record.ts';
import { toDetail, toRow } from './job-row.ts';
import { readJudgement } from './verdict-record.ts';
import { isUnjudged, newWatchedJob, withDownload, withVerdict } from './watched-job.ts';

const fresh = newWatchedJob('a1', 1, null, 1_000);
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const { rulesVersion: version, level, findings, notJudged, judged } = keptVerdict();
const said = { rulesVersion: version, level, findings, notJudged, judged };

describe('a verdict', () => {
  it('is kept with its job, and read as it was written', () => {
    const { record } = withVerdict(fresh, keptVerdict());
    expect(readRecord(stored(record))?.verdict).toEqual(keptVerdict());
    expect(watchedJobSchema.parse(stored(record)).verdict).toEqual(keptVerdict());
    expect(toDetail(withVerdict(fresh, keptVerdict())).verdict).toEqual(keptVerdict());
  });

  it('that cannot be read is none, and all else of the job stays', () => {
    const { record } = withVerdict(fresh, keptVerdict());
    const odd = {
      ...record,
      form: 0,
      verdict: { ...keptVerdict(), findings: [{ ...noMass, rule: 'of-later' }] },
    };
    expect(readRecord(odd)).toMatchObject({ id: 'a1', verdict: null });
  });

  it.each([
    [keptVerdict(), 'error', 1],
    [keptVerdict({ level: 'info', findings: [{ ...noMass, level: 'info' }] }), 'clear', 0],
    [keptVerdict({ level: null, findings: [] }), 'clear', 0],
    [keptVerdict({ level: null, findings: [], failure: { reason: 'crashed', detail: null } }), 'failed', 0],
  ])('%# is shown in a row by its worst finding, and how many there are', (verdict, standing, count) => {
    expect(toRow(withVerdict(fresh, verdict))).toMatchObject({ verdict: standing, findings: count });
  });
});

describe('what the process that judges says', () => {
  it('is read as it is', () => {
    expect(readJudgement(stored(said))).toEqual(said);
  });

  it('is cut to what is kept', () => {
    const places = Array.from({ length: 50 }, (_, at) => ({
      part: 'usd',
      path: `/p${at}${'x'.repeat(600)}`,
    }));
    const evidence = { words: { text: 'no\uFFFF'.repeat(1_000) } };
    const read = readJudgement({ ...said, findings: [{ ...noMass, places, evidence }] });
    expect(read?.findings[0]?.places).toHaveLength(12);
    expect(read?.findings[0]?.places[0]?.path).toHaveLength(400);
    expect(read?.findings[0]?.evidence['words']).toEqual({
      text: expect.stringMatching(/^(no\uFFFD){133}…$/),
    });
  });

  it.each([
    [null],
    ['judged'],
    [{ ...said, level: 'terrible' }],
    [{ ...said, findings: [{ ...noMass, rule: 'constructor' }] }],
    [{ ...said, findings: [{ ...noMass, evidence: { mass: { value: 'heavy', unit: 'kg' } } }] }],
  ])('%# is nothing where it has another form', (other) => {
    expect(readJudgement(other)).toBeNull();
  });
});

describe('isUnjudged', () => {
  const here: Download = {
    ...queuedDownload('a1', 'all', 1),
    phase: 'done',
    folder: '/results/chair',
    finishedAt: 5_000,
  };
  const job = withDownload(fresh, here);
  it.each([
    ['nothing was downloaded', fresh, false],
    ['the result is here', job, true],
    ['it is on its way again', withDownload(job, { ...here, phase: 'receiving' }), false],
    ['it was judged', withVerdict(job, keptVerdict()), false],
    [
      'it was judged by other rules',
      withVerdict(job, keptVerdict({ rulesVersion: `${rulesVersion}.0` })),
      true,
    ],
    ['it was downloaded again since', withVerdict(job, keptVerdict({ copyOf: 4_000 })), true],
    [
      'it could not be judged',
      withVerdict(job, keptVerdict({ failure: { reason: 'crashed', detail: null } })),
      false,
    ],
  ])('where %s', (_, watched, is) => {
    expect(isUnjudged(watched)).toBe(is);
  });
});
