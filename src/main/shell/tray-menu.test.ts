import { describe, expect, it } from 'vitest';
import { idle } from '../testing/idle-status.ts';
import { describeStatus, trayMenu } from './tray-menu.ts';
import type { TrayStatus } from './tray-status.ts';

describe('the status in one line', () => {
  it.each<[string, Partial<TrayStatus>]>([
    ['Nothing running', {}],
    ['12 running, 3 waiting', { running: 12, waiting: 3 }],
    ['1,204 waiting', { waiting: 1204 }],
    ['1 running, 2 downloading', { running: 1, downloads: 2 }],
    ['2 downloading, 1,038 results waiting', { downloads: 2, queued: 1038 }],
    ['5 running, 1 result waiting · no valid API key', { running: 5, queued: 1, blocked: 'no-key' }],
    ['5 running · can’t reach Rigyd', { running: 5, blocked: 'no-answer' }],
    ['Nothing running', { blocked: 'no-key' }],
  ])('is "%s"', (words, values) => {
    expect(describeStatus({ ...idle, ...values })).toBe(words);
  });
});

describe('the menu of the tray', () => {
  const labels = (status: Partial<TrayStatus>, paused = false): string[][] =>
    trayMenu({ ...idle, ...status }, paused).map((group) => group.map(({ label }) => label));

  it('has the counts, and opens the window and quits', () => {
    expect(labels({})).toEqual([['Nothing running'], ['Open Rigyd Desk', 'Pause downloads'], ['Quit']]);
  });

  it('lists batches and jobs, each of which opens', () => {
    const menu = trayMenu(
      {
        ...idle,
        running: 1,
        batches: [{ id: 'b', name: 'chairs & lamps.csv', settled: 3, jobs: 40 }],
        latest: [
          { id: 'a', name: 'chair.glb', status: 'post_validation' },
          { id: 'c', name: 'x'.repeat(60), status: null },
        ],
      },
      false,
    );
    expect(menu.slice(0, 3)).toEqual([
      [{ label: '1 running', action: null }],
      [
        {
          label: 'chairs && lamps.csv: 3 of 40',
          action: { kind: 'show', target: { kind: 'batch', id: 'b' } },
        },
      ],
      [
        {
          label: 'chair.glb: post validation',
          action: { kind: 'show', target: { kind: 'job', id: 'a' } },
        },
        { label: `${'x'.repeat(47)}…`, action: { kind: 'show', target: { kind: 'job', id: 'c' } } },
      ],
    ]);
  });

  it('holds nothing that the message bus of Linux does not take, whatever jobs, their states and batches are called', () => {
    const bad = '\uFFFF\u{1FFFE}\uFDD0\uD800\u0000\n';
    const lines = labels({
      batches: [{ id: 'b', name: `b${bad}b`, settled: 0, jobs: 1 }],
      latest: [{ id: 'a', name: `a${bad}a`, status: `s${bad}${'s'.repeat(200_000)}` }],
    });
    const clean = '\uFFFD'.repeat(5);
    expect(lines[1]).toEqual([`b${clean} b: 0 of 1`]);
    expect(lines[2]?.[0]).toMatch(new RegExp(`^a${clean} a: s${clean} s{40}…$`));
  });

  it('pauses and resumes downloads', () => {
    const action = (paused: boolean) => trayMenu(idle, paused)[1]?.[1];
    expect(action(false)).toEqual({
      label: 'Pause downloads',
      action: { kind: 'pause-downloads', paused: true },
    });
    expect(action(true)).toEqual({
      label: 'Resume downloads',
      action: { kind: 'pause-downloads', paused: false },
    });
  });
});
