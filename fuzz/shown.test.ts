import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trayMenu } from '../src/main/shell/tray-menu.ts';
import { outlineReport } from '../src/renderer/details/report/report-outline.ts';
import { textLines } from '../src/renderer/details/text/loaded-text.svelte.ts';
import { valueLabel, valueWords } from '../src/renderer/details/detail-words.ts';
import { foldText, searchTerms } from '../src/renderer/jobs/search-text.ts';
import {
  formatAge,
  formatBytes,
  formatDateTime,
  formatDuration,
  formatTime,
} from '../src/renderer/ui/format.ts';
import { countOf } from '../src/renderer/words/count.ts';
import { describeNews } from '../src/shared/notifications.ts';
import { cutText, wellFormed, wellFormedLine } from '../src/shared/lib/text.ts';
import { anyJson, json, number, text } from './arbitraries.ts';
import { expectWellFormed } from './expectations.ts';

describe('a report', () => {
  const verdict = fc.constantFrom(
    'passed',
    'failed',
    'warning',
    'N/A',
    'not applicable',
    'PASS',
    true,
    false,
  );
  const check = fc.dictionary(
    fc.constantFrom('check', 'name', 'code', 'status', 'passed', 'message', 'details'),
    fc.oneof(verdict, text, json),
    { maxKeys: 5 },
  );
  const report = fc.oneof(
    fc.dictionary(
      fc.constantFrom('errors', 'warnings', 'passes', 'requirements', 'NP.001'),
      fc.oneof(fc.array(check, { maxLength: 3 }), check, json),
      { maxKeys: 4 },
    ),
    anyJson,
    anyJson.map((value) => JSON.stringify(value)),
  );

  it('is read into checks and a rest, worst first', () => {
    fc.assert(
      fc.property(report, (given) => {
        const before = JSON.stringify(given);
        const { checks } = outlineReport(given);
        expect(JSON.stringify(given)).toBe(before);
        expect(checks.every(({ verdict: one }) => typeof one === 'string')).toBe(true);
        expect(outlineReport(given).checks).toEqual(checks);
      }),
    );
  });
});

describe('words', () => {
  it('are found for every number', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        const words = [
          formatDuration(one),
          formatAge(one, other),
          formatBytes(one),
          formatTime(one),
          formatDateTime(one),
          countOf(one, 'job'),
        ];
        expect(words.filter((each) => each === '')).toEqual([]);
      }),
    );
  });

  it('are found for every value of the service', () => {
    const key = fc.oneof(text, fc.constantFrom('duration_ms', 'size_bytes', 'started_at'));
    fc.assert(
      fc.property(key, json, (name, value) => {
        expect(typeof valueLabel(name, value)).toBe('string');
        expect(typeof valueWords(name, value)).toBe('string');
      }),
    );
  });

  it('of the tray are well formed and short', () => {
    fc.assert(
      fc.property(text, fc.option(text), (name, status) => {
        const trayStatus = {
          running: 1,
          waiting: 0,
          downloads: 0,
          queued: 0,
          blocked: null,
          downloaded: null,
          batches: [{ id: 'a', name, settled: 1, jobs: 2 }],
          latest: [{ id: 'b', name, status }],
        };
        for (const { label } of trayMenu(trayStatus, false).flat()) {
          expectWellFormed(label);
          // A "&" is written twice in a menu.
          expect(label.length).toBeLessThanOrEqual(2 * 48 * 2 + 20);
        }
      }),
    );
  });

  it('of a notification are there for every name', () => {
    fc.assert(
      fc.property(text, fc.nat(), (name, count) => {
        const news = {
          kind: 'batch',
          batchId: 'a',
          name,
          completed: count,
          failed: count,
          unknown: 0,
        } as const;
        expect(typeof describeNews(news).text).toBe('string');
      }),
    );
  });
});

describe('text from outside', () => {
  it('is well formed once it was made so, and no longer than asked', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.integer({ min: 2, max: 200 }), (pieces, longest) => {
        const given = pieces.join('');
        for (const made of [wellFormed(given, longest), wellFormedLine(given, longest)]) {
          expectWellFormed(made);
          expect(made.length).toBeLessThanOrEqual(longest);
          expect(wellFormed(made)).toBe(made);
        }
        expect(wellFormedLine(given)).not.toMatch(/[\r\n\t]/);
        expect(cutText(given, longest).length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it('is cut into lines that can be drawn', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (pieces) => {
        for (const line of textLines(pieces.join(''))) {
          expect(line.length).toBeLessThanOrEqual(1_000);
          expect(line).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });

  it('is searched without an error', () => {
    fc.assert(
      fc.property(text, text, (query, name) => {
        expect(foldText(foldText(name))).toBe(foldText(name));
        expect(searchTerms(query).every((term) => term !== '')).toBe(true);
      }),
    );
  });
});
