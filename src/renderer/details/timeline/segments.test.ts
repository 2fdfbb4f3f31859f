import { describe, expect, it } from 'vitest';
import { draw, short, nothingTold } from '../../testing/drawn-timeline.ts';
import { at, iso, livedJob } from '../../testing/lived-job.ts';
import { download } from '../../testing/states.ts';

describe('a job that the service told all about', () => {
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

describe('what goes on', () => {
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

  it('is a download too, while it is under way', () => {
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
