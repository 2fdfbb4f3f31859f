import { describe, expect, it } from 'vitest';
import { learnHistory } from './history.ts';
import { estimateRemaining, type RemainingRow } from './remaining.ts';

const emptyHistory = learnHistory([]);

const second = 1_000;

type Row = RemainingRow;

/** A job that was added at 0, and whose end, if any, was told at once. */
const row = (values: Partial<Row> = {}): Row => ({
  id: 'a1',
  addedAt: 0,
  changedAt: values.completedAt ?? null,
  progress: null,
  pace: null,
  status: 'queued',
  type: 'glb_to_simready',
  fileSize: null,
  createdAt: 0,
  queuedAt: 0,
  startedAt: null,
  completedAt: null,
  fetchedAt: values.status === null ? null : 1,
  failure: null,
  ...values,
});

const ended = (seconds: number[], status = 'completed'): Row[] =>
  seconds.map((at) => row({ status, completedAt: at * second }));

const inLine = (count: number): Row[] => Array.from({ length: count }, () => row());

/** Runs of 60 s to 80 s. */
const history = learnHistory(
  Array.from({ length: 11 }, (_, index) =>
    row({ status: 'completed', startedAt: second, completedAt: (61 + index * 2) * second }),
  ),
);

describe('by the rate at which jobs of the set end', () => {
  it('is the time between two of them, times the number left', () => {
    const rows = [...ended([10, 20, 30, 40, 50]), ...inLine(4)];
    expect(estimateRemaining(rows, emptyHistory, 50 * second)).toEqual({
      low: 40 * second,
      high: 40 * second,
    });
  });

  it('does not depend on the order of the rows, nor on a clock that lags behind the service', () => {
    const rows = [...ended([50, 10, 40, 20, 30]), ...inLine(4)];
    expect(estimateRemaining(rows, emptyHistory, 45 * second)).toEqual({
      low: 40 * second,
      high: 40 * second,
    });
  });

  it('is a range where the later half went at another pace', () => {
    const rows = [...ended([10, 12, 14, 34, 54]), ...inLine(2)];
    expect(estimateRemaining(rows, emptyHistory, 54 * second)).toEqual({
      low: 22 * second,
      high: 40 * second,
    });
  });

  it('counts failures as endings', () => {
    const rows = [...ended([10, 20, 30]), ...ended([40, 50], 'failed'), ...inLine(1)];
    expect(estimateRemaining(rows, emptyHistory, 50 * second)).toEqual({
      low: 10 * second,
      high: 10 * second,
    });
  });

  it('grows while nothing ends', () => {
    const rows = [...ended([10, 20, 30, 40, 50]), ...inLine(1)];
    expect(estimateRemaining(rows, emptyHistory, 90 * second)).toEqual({
      low: 20 * second,
      high: 30 * second,
    });
  });

  it('is not known any more when nothing has ended for longer than all ends took', () => {
    const rows = [...ended([10, 20, 30, 40, 50]), ...inLine(1)];
    expect(estimateRemaining(rows, emptyHistory, 91 * second)).toBeNull();
  });

  it('is not known before five have ended, nor from endings without a time or all at once', () => {
    expect(estimateRemaining([...ended([1, 2, 3, 4]), ...inLine(2)], emptyHistory, 9_000)).toBeNull();
    const odd = row({ status: 'running', completedAt: 5 });
    expect(estimateRemaining([...ended([1, 2, 3, 4]), odd], emptyHistory, 9_000)).toBeNull();
    const timeless = [1, 2, 3, 4, 5].map(() => row({ status: 'completed' }));
    expect(estimateRemaining([...timeless, ...inLine(2)], emptyHistory, 9_000)).toBeNull();
    expect(estimateRemaining([...ended([9, 9, 9, 9, 9]), ...inLine(2)], emptyHistory, 9_000)).toBeNull();
  });

  it('leaves out IDs that the service does not know, and counts jobs it has not answered for', () => {
    const unknown = row({ status: null, failure: { code: 'not-found' } });
    const unasked = row({ status: null, failure: { code: 'offline' } });
    const rows = [...ended([10, 20, 30, 40, 50]), unknown, unknown, unasked];
    expect(estimateRemaining(rows, emptyHistory, 50 * second)?.low).toBe(10 * second);
  });
});

describe('by what jobs like those that run usually take', () => {
  const running = (startedAt: number): Row => row({ status: 'running', startedAt: startedAt * second });

  it('is what is left of the typical range of the slowest', () => {
    const rows = [running(0), running(30)];
    expect(estimateRemaining(rows, history, 40 * second)).toEqual({ low: 52 * second, high: 68 * second });
  });

  it('goes down to nothing where one has reached the range, and no run began in the future', () => {
    expect(estimateRemaining([running(0)], history, 70 * second)).toEqual({ low: 0, high: 8 * second });
    expect(estimateRemaining([running(50)], history, 40 * second)).toEqual({
      low: 62 * second,
      high: 78 * second,
    });
  });

  it('is not known while one is in line, has outlasted the range, or is like none that is known', () => {
    expect(estimateRemaining([running(0), row()], history, 40 * second)).toBeNull();
    expect(estimateRemaining([running(0)], history, 78 * second)).toBeNull();
    expect(estimateRemaining([running(0), running(30)], history, 78 * second)).toBeNull();
    expect(estimateRemaining([running(0)], emptyHistory, 40 * second)).toBeNull();
  });

  it('is all that counts where every job left runs, however long ago others ended', () => {
    const rows = [...ended([1, 2, 3, 4, 5]), running(3_630), running(3_640)];
    expect(estimateRemaining(rows, history, 3_650 * second)).toEqual({
      low: 52 * second,
      high: 68 * second,
    });
  });

  it('holds the rate back: a set is not over before its slowest job', () => {
    const rows = [...ended([31, 32, 33, 34, 35]), running(30), row()];
    expect(estimateRemaining(rows, history, 35 * second)).toEqual({ low: 57 * second, high: 73 * second });
    const many = [...ended([10, 20, 30, 40, 50]), ...inLine(9), running(0)];
    expect(estimateRemaining(many, history, 50 * second)).toEqual({ low: 100 * second, high: 100 * second });
  });
});

describe('by the progress of a run that was seen to move', () => {
  const moving = (values: Partial<Row> = {}): Row =>
    row({ status: 'running', startedAt: 0, fetchedAt: 600 * second, progress: 40, pace: 0.5, ...values });

  it('is the rest of it at that pace, a third sooner or later, whatever others like it took', () => {
    const rows = [moving(), moving({ progress: 70 })];
    for (const known of [history, emptyHistory])
      expect(estimateRemaining(rows, known, 600 * second)).toEqual({ low: 84 * second, high: 156 * second });
  });

  it('goes down with the time since the answer, and says nothing once that is old', () => {
    expect(estimateRemaining([moving()], emptyHistory, 630 * second)).toEqual({
      low: 54 * second,
      high: 126 * second,
    });
    expect(estimateRemaining([moving({ progress: 99 })], emptyHistory, 630 * second)).toEqual({
      low: 0,
      high: 0,
    });
    expect(estimateRemaining([moving()], emptyHistory, 661 * second)).toBeNull();
  });

  it('is not known of one that stands still, or was never answered', () => {
    for (const still of [{ pace: null }, { pace: 0 }, { progress: null }, { fetchedAt: null }])
      expect(estimateRemaining([moving(still)], emptyHistory, 600 * second)).toBeNull();
  });
});

describe('ends that nobody saw', () => {
  const late = 3_600;
  const unseen = (seconds: number[], values: Partial<Row> = {}): Row[] =>
    ended(seconds).map((one) => ({ ...one, ...values }));
  const rate = { low: 40 * second, high: 40 * second };
  const seen = ended([1, 2, 3, 4, 5].map((tens) => late + 10 * tens));

  it.each([
    ['from before the jobs were added', { addedAt: late * second, changedAt: 101 * second }],
    ['that were told long after', { changedAt: late * second }],
    ['of which nobody knows when they were told', { changedAt: null }],
  ])('give no rate: %s', (_what, values) => {
    const rows = unseen([10, 20, 30, 40, 50, 60, 70, 80], values);
    expect(estimateRemaining([...rows, ...inLine(4)], emptyHistory, late * second)).toBeNull();
    expect(estimateRemaining([...rows, ...seen, ...inLine(4)], emptyHistory, (late + 50) * second)).toEqual(
      rate,
    );
  });

  it('end what was seen before them', () => {
    const rows = [
      ...ended([10, 20, 30, 40, 50]),
      ...unseen([late - 1], { changedAt: (late + 600) * second }),
    ];
    expect(estimateRemaining([...rows, ...inLine(4)], emptyHistory, late * second)).toBeNull();
    expect(estimateRemaining([...rows, ...seen, ...inLine(4)], emptyHistory, (late + 50) * second)).toEqual(
      rate,
    );
  });
});

it('there is nothing to estimate when all have ended', () => {
  expect(estimateRemaining(ended([1, 2, 3, 4, 5, 6]), history, 9_000)).toBeNull();
  expect(estimateRemaining([], history, 9_000)).toBeNull();
});
