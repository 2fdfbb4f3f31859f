import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../shared/watched-job.ts';
import { draw, short, nothingTold } from '../../testing/drawn-timeline.ts';
import { at, iso, livedJob } from '../../testing/lived-job.ts';
import { download } from '../../testing/states.ts';

describe('a job with all times reported by the service', () => {
  it('is drawn from submission to the end, and its download', () => {
    const home = download({ phase: 'done', startedAt: at(300), finishedAt: at(304) });
    expect(short(draw(livedJob(), { download: home }).segments)).toEqual([
      ['submitted', 0, 10],
      ['preprocessing', 10, 60],
      ['queued', 60, 80],
      ['running', 80, 200],
      ['download', 300, 304],
    ]);
  });

  it('without preprocessing goes from submission to the queue', () => {
    const { segments } = draw(livedJob({ preprocess: { status: 'skipped' } }));
    expect(short(segments).slice(0, 2)).toEqual([
      ['submitted', 0, 60],
      ['queued', 60, 80],
    ]);
  });

  it('has no open end', () => {
    expect(draw().segments.some(({ isOpen, isSeen }) => isOpen || isSeen)).toBe(false);
  });
});

describe('a job in progress', () => {
  it.each([
    ['submitting', { preprocess: null, timing: nothingTold }, 'submitted'],
    [
      'preprocessing',
      { preprocess: { status: 'running', started_at: iso(10) }, timing: nothingTold },
      'preprocessing',
    ],
    ['queued', { timing: { ...nothingTold, queued_at: iso(60) } }, 'queued'],
    ['running', { timing: { ...nothingTold, queued_at: iso(60), started_at: iso(80) } }, 'running'],
    ['finishing_touches', { timing: { ...nothingTold, queued_at: iso(60), started_at: iso(80) } }, 'running'],
  ])('a job that is %s lasts until now', (status, values, kind) => {
    const last = draw(livedJob({ status, ...values })).segments.at(-1);
    expect(last).toMatchObject({ kind, to: at(500), isOpen: true });
  });

  it('lasts until the last answer where that is stale', () => {
    const detail = livedJob({ status: 'running', timing: { ...nothingTold, started_at: iso(80) } });
    expect(draw(detail, { isStale: true }).segments.at(-1)).toMatchObject({ to: at(201), isOpen: true });
  });

  it('includes an active download', () => {
    const coming = download({ phase: 'receiving', startedAt: at(490) });
    expect(draw(livedJob(), { download: coming }).segments.at(-1)).toMatchObject({
      to: at(500),
      isOpen: true,
    });
    const broken = download({ phase: 'failed', startedAt: at(490) });
    expect(draw(livedJob(), { download: broken }).segments.at(-1)?.kind).toBe('running');
    expect(draw(livedJob(), { download: { ...broken, finishedAt: at(492) } }).segments.at(-1)).toMatchObject({
      label: 'Download failed',
    });
  });
});

describe('times that are missing or contradict one another', () => {
  it.each([
    ['all of them', { createdAt: null, timing: null, preprocess: null }, []],
    ['all but the first', { status: 'running', timing: null, preprocess: null }, []],
    [
      'unreadable',
      { createdAt: 'soon', timing: { ...nothingTold, started_at: 'later' }, preprocess: null },
      [],
    ],
    [
      'no end',
      { timing: { queued_at: iso(60), started_at: iso(80), completed_at: null } },
      ['submitted', 'preprocessing', 'queued'],
    ],
    [
      'no start',
      { timing: { queued_at: iso(60), started_at: null, completed_at: iso(200) } },
      ['submitted', 'preprocessing'],
    ],
    [
      'no end of preprocessing',
      { preprocess: { status: 'completed', started_at: iso(10) } },
      ['submitted', 'queued', 'running'],
    ],
    [
      'no start of preprocessing',
      { preprocess: { status: 'completed', completed_at: iso(60) } },
      ['queued', 'running'],
    ],
    [
      'an end before its start',
      { timing: { queued_at: iso(60), started_at: iso(300), completed_at: iso(200) } },
      ['submitted', 'preprocessing', 'queued'],
    ],
    [
      'an end at its start',
      { timing: { queued_at: iso(80), started_at: iso(80), completed_at: iso(200) } },
      ['submitted', 'preprocessing', 'running'],
    ],
    [
      'a start ahead of now',
      {
        status: 'running',
        createdAt: null,
        preprocess: null,
        timing: { ...nothingTold, started_at: iso(510) },
      },
      [],
    ],
  ])('leave segments out: %s', (_what, values, kinds) => {
    const detail = livedJob(values);
    const fetched = { ...detail, row: { ...detail.row, fetchedAt: at(500) } };
    expect(draw(fetched).segments.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('a job without an answer has nothing to draw', () => {
    expect(draw({ ...livedJob(), job: null }).segments).toEqual([]);
  });
});

const seen = (kind: Observation['kind'], text: string | null, seconds: number, after: number | null) => ({
  kind,
  text,
  at: at(seconds),
  after: after === null ? null : at(after),
});

const change = (status: string, seconds: number, after: number | null) => ({
  status,
  at: at(seconds),
  after: after === null ? null : at(after),
});

describe('what this app observed', () => {
  const untold = { preprocess: { status: 'completed', steps: ['export'] }, timing: nothingTold };
  const transitions = [
    change('preprocessing', 12, 9),
    change('queued', 63, 60),
    change('running', 81, 78),
    change('completed', 202, 199),
  ];

  it('stands in for what the service did not report, and is marked', () => {
    const { segments } = draw(livedJob(untold, { transitions }));
    expect(short(segments)).toEqual([
      ['submitted', 0, 12],
      ['preprocessing', 12, 63],
      ['queued', 63, 81],
      ['running', 81, 202],
    ]);
    expect(segments.every(({ isSeen }) => isSeen)).toBe(true);
  });

  it('has no end of a job that read as an end and went on, or the last one where it ended since', () => {
    const wentOn = [change('running', 81, 78), change('error', 120, 118), change('running', 130, 128)];
    const running = livedJob({ status: 'running', timing: nothingTold }, { transitions: wentOn });
    const last = (detail: ReturnType<typeof livedJob>) => draw(detail).segments.at(-1);
    expect(last(running)).toMatchObject({ kind: 'running', to: at(500), isOpen: true });
    const ended = [...wentOn, change('completed', 202, 199)];
    expect(last(livedJob(untold, { transitions: ended }))).toMatchObject({ kind: 'running', to: at(202) });
  });

  it('never wins over what the service reported', () => {
    expect(short(draw(livedJob({}, { transitions })).segments)).toEqual(short(draw().segments));
  });

  it('proves nothing where it was the first answer, or the one before was long ago', () => {
    const first = transitions.map((one) => ({ ...one, after: null }));
    const late = transitions.map((one) => ({ ...one, after: one.at - 61_000 }));
    const setBack = transitions.map((one) => ({ ...one, after: one.at + 5_000 }));
    for (const unsure of [first, late, setBack])
      expect(draw(livedJob(untold, { transitions: unsure })).segments).toEqual([]);
  });

  it('are the stages of the run, from one observation to the next', () => {
    const observations = [
      seen('stage', 'export_mesh', 50, 47),
      seen('stage', 'physics', 82, 79),
      seen('stage', 'collision_decompose', 120, 117),
      seen('stage', null, 150, 147),
      seen('stage', 'export', 160, 157),
      seen('stage', 'done', 210, 207),
    ];
    const run = draw(livedJob({}, { transitions, observations })).segments.at(-1);
    expect(run?.parts).toEqual([
      { label: 'Physics', from: at(82), to: at(120), isOpen: false },
      { label: 'Collision decompose', from: at(120), to: at(150), isOpen: false },
      { label: 'Export', from: at(160), to: at(200), isOpen: false },
    ]);
  });

  it('has gaps between distant answers', () => {
    const observations = [seen('stage', 'physics', 82, 79), seen('stage', 'export', 180, 90)];
    const unseenEnd = [...transitions.slice(0, 3), change('completed', 900, 120)];
    const run = draw(livedJob({}, { transitions: unseenEnd, observations })).segments.at(-1);
    expect(run?.parts.map(({ from, to }) => [from, to])).toEqual([[at(82), at(90)]]);
  });

  it('goes on in the last stage of a job that runs', () => {
    const detail = livedJob(
      { status: 'running', timing: { ...nothingTold, started_at: iso(80) } },
      { observations: [seen('stage', 'physics', 82, 79), seen('stage', 'export', 100, 97)] },
    );
    expect(draw(detail).segments.at(-1)?.parts).toEqual([
      { label: 'Physics', from: at(82), to: at(100), isOpen: false },
      { label: 'Export', from: at(100), to: at(500), isOpen: true },
    ]);
  });

  it('draws a limited number of stages', () => {
    const observations = Array.from({ length: 100 }, (_, index) =>
      seen('stage', `s${index}`, 81 + index, 80 + index),
    );
    expect(draw(livedJob({}, { observations })).segments.at(-1)?.parts).toHaveLength(24);
  });
});

describe('the steps of preprocessing', () => {
  const prepared = (observations: Observation[]) =>
    draw(livedJob({}, { observations })).segments.find(({ kind }) => kind === 'preprocessing');

  it('are drawn as observed, those of one answer together', () => {
    const part = prepared([
      seen('step', 'export', 12, 9),
      seen('step', 'align', 30, 27),
      seen('step', 'compress', 30, 27),
    ]);
    expect(part?.parts).toEqual([
      { label: 'Export', from: at(12), to: at(30), isOpen: false },
      { label: 'Align, Compress', from: at(30), to: at(60), isOpen: false },
    ]);
    expect(part?.steps).toEqual([]);
  });

  it('are only named if no boundary between them was observed', () => {
    for (const observations of [
      [],
      [seen('step', 'export', 12, 9)],
      [seen('step', 'export', 70, null), seen('step', 'align', 72, 70)],
    ])
      expect(prepared(observations)).toMatchObject({ parts: [], steps: ['Export', 'Align'] });
  });
});

describe('clocks that disagree', () => {
  const hour = 3_600;
  const transitions = [change('running', hour + 81, hour + 78), change('completed', hour + 202, hour + 199)];
  const observations = [
    seen('stage', 'physics', 82, 79),
    seen('step', 'export', 12, 9),
    seen('step', 'align', 20, 19),
  ];
  const home = download({ phase: 'done', startedAt: at(hour + 300), finishedAt: at(hour + 304) });

  it('leave only the times of the service', () => {
    const timeline = draw(livedJob({}, { transitions, observations }), { download: home });
    expect(timeline.clockAhead).toBe(78_000 + 2_000 - (hour + 78) * 1_000);
    expect(short(timeline.segments)).toEqual(short(draw().segments));
    expect(timeline.segments.flatMap(({ parts }) => parts)).toEqual([]);
  });

  it('keep observations from standing in for what was not reported', () => {
    const untold = { preprocess: { status: 'completed' } };
    const all = [change('preprocessing', hour + 12, hour + 9), change('queued', hour + 63, hour + 60)];
    const detail = livedJob(untold, { transitions: [...all, ...transitions] });
    expect(draw(detail).segments.map(({ kind }) => kind)).toEqual(['queued', 'running']);
  });

  it('are found when an answer reports what has not happened yet', () => {
    const detail = livedJob();
    const early = { ...detail, row: { ...detail.row, fetchedAt: at(200 - hour) } };
    expect(draw(early).clockAhead).toBe(hour * 1_000);
    expect(draw({ ...detail, row: { ...detail.row, fetchedAt: at(81) } }).clockAhead).toBeNull();
  });

  it('let a running job last until the service last updated it', () => {
    const running = {
      status: 'running',
      updatedAt: iso(150),
      timing: { ...nothingTold, started_at: iso(80) },
    };
    const detail = livedJob(running, { transitions: transitions.slice(0, 1) });
    expect(draw(detail, { now: at(hour + 90) }).segments.at(-1)).toMatchObject({ to: at(150), isOpen: true });
    const untouched = livedJob({ ...running, updatedAt: null }, { transitions: transitions.slice(0, 1) });
    expect(draw(untouched).segments.map(({ kind }) => kind)).not.toContain('running');
  });

  it('by a minute or two are taken as they are', () => {
    const late = [change('running', 80 + 120, 80 + 118)];
    expect(draw(livedJob({}, { transitions: late })).clockAhead).toBeNull();
  });
});
