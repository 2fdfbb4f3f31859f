import type { Hit, Outcome, Rule } from './rule.ts';
import { rules } from './rules.ts';
import type { Subject } from './subject.ts';
import { levels, maxPlaces, rulesVersion } from './verdict.ts';
import type { Finding, NotJudged, Place, Verdict } from './verdict.ts';

/** What all rules say of an asset. A rule that fails is not judged, and says how it failed. */
export function judge(subject: Subject): Verdict {
  const findings: Finding[] = [];
  const verdict: Verdict = { rulesVersion, level: null, findings, notJudged: [], judged: [] };
  for (const rule of rules) {
    const outcomes = outcomesOf(rule, subject);
    findings.push(...findingsOf(rule, outcomes));
    verdict.notJudged.push(...notJudgedOf(rule, outcomes));
    if (outcomes.some(({ is }) => is !== 'skipped')) verdict.judged.push(rule.id);
  }
  // Sorting keeps the order of the rules within a level.
  findings.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  verdict.level = findings[0]?.level ?? null;
  return verdict;
}

function outcomesOf(rule: Rule, subject: Subject): Outcome[] {
  try {
    return rule.judge(subject);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ is: 'skipped', reason: 'failed', detail, place: null }];
  }
}

/** One for each case, level and part, with the evidence of the worst place. */
function findingsOf(rule: Rule, outcomes: readonly Outcome[]): Finding[] {
  const groups = new Map<string, Hit[]>();
  for (const outcome of outcomes) {
    if (outcome.is !== 'found') continue;
    const { kind, level, part } = outcome.hit;
    const key = [kind, level, part].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [outcome.hit]);
    else group.push(outcome.hit);
  }
  return [...groups.values()].flatMap((hits) => {
    const [worst] = hits.sort((a, b) => b.weight - a.weight);
    if (worst === undefined) return [];
    const { kind, level, part, evidence } = worst;
    return [{ rule: rule.id, kind, level, part, evidence, places: placesOf(hits), count: hits.length }];
  });
}

function placesOf(hits: readonly Hit[]): Place[] {
  const places = hits.flatMap(({ part, path }) => (part === null || path === null ? [] : [{ part, path }]));
  return places.slice(0, maxPlaces);
}

function notJudgedOf(rule: Rule, outcomes: readonly Outcome[]): NotJudged[] {
  const groups = new Map<string, NotJudged>();
  for (const outcome of outcomes) {
    if (outcome.is !== 'skipped') continue;
    const { reason, detail, place } = outcome;
    const key = `${reason} ${detail ?? ''}`;
    const group = groups.get(key) ?? { rule: rule.id, reason, detail, places: [] };
    groups.set(key, group);
    if (place !== null && group.places.length < maxPlaces) group.places.push(place);
  }
  return [...groups.values()];
}
