import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatches } from '../src/main/batches/batch-record.ts';
import { placeWindow, minSize } from '../src/main/shell/window-state.ts';
import { tableOf } from '../src/main/intake/csv-export.ts';
import { toDetail } from '../src/main/jobs/job-row.ts';
import { Preferences } from '../src/main/settings/preferences.ts';
import { readListState } from '../src/main/jobs/row-keys.ts';
import { seal, unseal } from '../src/main/store/sealed.ts';
import { watchedJobSchema } from '../src/main/jobs/job-record.ts';
import { fromRecord } from '../src/main/jobs/watched-job.ts';
import { readSettings, settingsSchema } from '../src/shared/settings.ts';
import { anyJson, drifting, job, json, number, text } from './arbitraries.ts';
import { expectSerialisable } from './expectations.ts';

describe('a row of the database', () => {
  it('comes back as it was sealed', () => {
    fc.assert(
      fc.property(text, json, (name, value) => {
        expect(unseal(name, seal(name, value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('that was changed is nothing, not an error', () => {
    fc.assert(
      fc.property(text, json, fc.nat(), text, (name, value, at, inside) => {
        const sealed = seal(name, value);
        const cut = at % (sealed.length + 1);
        const changed = sealed.slice(0, cut) + inside + sealed.slice(cut + 1);
        if (changed !== sealed) expect(unseal(name, changed)).toBeUndefined();
        expect(unseal(name, inside)).toBeUndefined();
      }),
    );
  });

  it('of a job is shown and exported, or counts as unreadable', () => {
    const record = drifting({
      id: fc.stringMatching(/^[a-z0-9]{24}$/),
      order: number,
      addedAt: number,
      source: text,
      raw: job,
      fetchedAt: number,
      failure: drifting({ code: text, text, since: number, attempts: number }),
      transitions: fc.array(drifting({ status: text, at: number, after: number }), { maxLength: 3 }),
      observations: fc.array(json, { maxLength: 2 }),
      download: drifting({ jobId: text, format: text, phase: text, receivedBytes: number, failure: json }),
      changedAt: number,
      batches: fc.array(text, { maxLength: 2 }),
      tags: fc.array(text, { maxLength: 2 }),
      note: text,
      archived: fc.boolean(),
      commandRun: json,
    });
    fc.assert(
      fc.property(fc.oneof(record, anyJson), (stored) => {
        const read = watchedJobSchema.safeParse(stored);
        if (!read.success) return;
        const watched = fromRecord(read.data);
        expectSerialisable(toDetail(watched));
        expect(tableOf([watched], new Map())).toHaveLength(2);
      }),
    );
  });

  it('of a batch or of the list is read, or left out', () => {
    const batch = drifting({ id: text, name: text, createdAt: number, expected: number, jobs: json });
    fc.assert(
      fc.property(fc.oneof(batch, anyJson), (stored) => {
        const { records, unreadable } = readBatches(new Map([['batch!one', stored]]));
        expect(records.length + unreadable.length).toBe(1);
        const { count, revision } = readListState(stored);
        expect([typeof count, typeof revision]).toEqual(['number', 'number']);
      }),
    );
  });
});

describe('settings', () => {
  it('that are missing or wrong fall back to their defaults, each alone', () => {
    const stored = drifting(
      Object.fromEntries(
        Object.keys(settingsSchema.shape).map((name) => [name, fc.oneof(number, text, fc.boolean(), json)]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(stored, anyJson), (given) => {
        const settings = readSettings(given);
        expect(settingsSchema.safeParse(settings).success).toBe(true);
        expect(readSettings(settings)).toEqual(settings);
        new Preferences({ set: () => undefined }).load(
          new Map([
            ['app!settings', given],
            ['app!key-hint', given],
          ]),
        );
      }),
    );
  });
});

describe('the place of the window', () => {
  it('is one that can be reached', () => {
    const bounds = drifting({ x: number, y: number, width: number, height: number });
    const stored = drifting({ bounds, isMaximized: fc.boolean(), isFullScreen: fc.boolean() });
    const display = { x: 0, y: 0, width: 1920, height: 1080 };
    fc.assert(
      fc.property(fc.oneof(stored, anyJson), fc.boolean(), (given, hasDisplay) => {
        const { size, position } = placeWindow(given, hasDisplay ? [display] : []);
        expect(size.width).toBeGreaterThanOrEqual(minSize.width);
        expect(size.height).toBeGreaterThanOrEqual(minSize.height);
        if (position !== null) expect(position.y >= 0 && position.y < display.height).toBe(true);
      }),
    );
  });
});
