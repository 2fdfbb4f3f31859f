import { access } from 'node:fs/promises';
import type { Simulator } from '../../../src/simulator/index.ts';
import type { Random } from '../../../src/simulator/random.ts';
import type { Outcome } from '../../../src/shared/errors.ts';
import type { JobRow } from '../../../src/shared/watched-job.ts';
import type { Desk } from '../desk.ts';
import type { Answer, Ledger, Loss } from './ledger.ts';
import { fileSource } from '../../../src/shared/source.ts';
import type { Snapshot } from '../../../src/shared/state.ts';
import { stateOf } from '../state.ts';

interface PersonParts {
  desk: Desk;
  simulator: Simulator;
  ledger: Ledger;
  random: Random;
}

/** Milliseconds after which a result that is not at home again counts as lost. */
const maxSettlingMs = 60_000;

/**
 * Someone who uses the app all the time: gives and removes jobs, writes notes and tags, changes settings, brings results
 * home. By the requests that the window sends, whose answers are what the app acknowledges; the window itself would only
 * make it slower.
 */
export class Person {
  readonly #parts: PersonParts;
  /** IDs of jobs that should be in the list. */
  #listed: string[] = [];
  #counter = 0;

  constructor(parts: PersonParts) {
    this.#parts = parts;
  }

  /** Does something; which, is up to chance. */
  async act(): Promise<void> {
    const { random } = this.#parts;
    if (this.#listed.length < 5) return this.#add();
    const acts = [
      () => this.#add(),
      () => this.#note(),
      () => this.#note(),
      () => this.#tag(),
      () => this.#archive(),
      () => this.#remove(),
      () => this.#set(),
      () => this.#download(),
      () => this.#download(),
      () => this.#look(),
    ];
    await random.pick(acts)();
    if (random.chance(0.3)) this.#moveOn();
  }

  /** Compares the app, which has just been started, with what it acknowledged. */
  async compare(): Promise<Loss[]> {
    const { ledger } = this.#parts;
    const { rows, settings } = await this.#settled();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const homes = new Map<string, string>();
    for (const { download } of rows) {
      if (download?.phase !== 'done' || download.folder === null) continue;
      if (await isThere(download.folder)) homes.set(download.jobId, 'at home');
    }
    const losses = ledger.compare((fact) => {
      const [what = '', id = ''] = fact.split(' of ');
      const row = byId.get(id);
      if (what === 'job') return row === undefined ? 'absent' : 'listed';
      if (what === 'setting') return String(settings.lowCredits);
      // What belongs to a job that is not in the list any more went with it.
      if (row === undefined) return this.#listed.includes(id) ? null : 'gone with its job';
      return factOf(what, row, homes);
    });
    this.#listed = rows.map(({ id }) => id);
    return losses;
  }

  /**
   * The list once what was at home is so again. A result is shown as soon as it has its name; where the app is killed before
   * that is on disk, its next run finds the result and says so a moment after it has read the list.
   */
  async #settled(): Promise<Snapshot> {
    const { ledger } = this.#parts;
    const until = Date.now() + maxSettlingMs;
    for (;;) {
      const snapshot = await this.#snapshot();
      const isSettled = snapshot.rows.every(
        ({ id, download }) =>
          download?.phase === 'done' || ledger.acknowledgedOf(`result of ${id}`) !== 'at home',
      );
      if (isSettled || Date.now() > until) return snapshot;
      await this.#betweenLooks();
    }
  }

  async #snapshot(): Promise<Snapshot> {
    for (;;) {
      const state = await stateOf(this.#parts.desk.page);
      if (state.loaded) return state;
      await this.#betweenLooks();
    }
  }

  /** Nothing on the page tells a driver that main has read the list, or found a result: it asks again. */
  #betweenLooks(): Promise<void> {
    return this.#parts.desk.page.waitForTimeout(50);
  }

  async #add(): Promise<void> {
    const { desk, simulator, ledger, random } = this.#parts;
    const ids = simulator.addJobs(random.integer(1, random.chance(0.1) ? 60 : 8));
    const given = [{ text: ids.join('\n'), source: fileSource('soak.txt') }];
    const facts = Object.fromEntries(ids.map((id) => [`job of ${id}`, 'listed']));
    await ledger.change(facts, async () => {
      const added = await desk.page.evaluate((list) => window.rigyd.addJobs({ texts: list }), given);
      return added.ok && added.value.isUnsaved !== true ? 'kept' : 'not kept';
    });
    this.#listed.push(...ids);
  }

  async #remove(): Promise<void> {
    const { desk, ledger, random } = this.#parts;
    const ids = this.#listed.filter(() => random.chance(0.1)).slice(0, 10);
    if (ids.length === 0) return;
    this.#listed = this.#listed.filter((id) => !ids.includes(id));
    const facts = ids.flatMap((id) => [
      [`job of ${id}`, 'absent'],
      ...['note', 'tags', 'archive', 'result'].map((what) => [`${what} of ${id}`, 'gone with its job']),
    ]);
    await ledger.change(Object.fromEntries(facts), async () =>
      answerOf(await desk.page.evaluate((list) => window.rigyd.removeJobs({ ids: list }), ids)),
    );
  }

  async #note(): Promise<void> {
    const { desk, ledger, random } = this.#parts;
    const id = random.pick(this.#listed);
    const note = `note ${(this.#counter += 1)}`;
    await ledger.change({ [`note of ${id}`]: note }, async () =>
      answerOf(await desk.page.evaluate((given) => window.rigyd.setNote(given), { id, note })),
    );
  }

  async #tag(): Promise<void> {
    const { desk, ledger, random } = this.#parts;
    const id = random.pick(this.#listed);
    const tag = `tag ${random.integer(1, 9)}`;
    const change = {
      ids: [id],
      add: [tag],
      remove: Array.from({ length: 9 }, (_unused, at) => `tag ${at + 1}`),
    };
    change.remove = change.remove.filter((one) => one !== tag);
    await ledger.change({ [`tags of ${id}`]: tag }, async () =>
      answerOf(await desk.page.evaluate((given) => window.rigyd.changeTags(given), change)),
    );
  }

  async #archive(): Promise<void> {
    const { desk, ledger, random } = this.#parts;
    const id = random.pick(this.#listed);
    const archived = random.chance(0.5);
    await ledger.change({ [`archive of ${id}`]: String(archived) }, async () =>
      answerOf(await desk.page.evaluate((given) => window.rigyd.setArchived(given), { ids: [id], archived })),
    );
  }

  async #set(): Promise<void> {
    const { desk, ledger } = this.#parts;
    const lowCredits = (this.#counter += 1);
    await ledger.change({ 'setting of low credits': String(lowCredits) }, async () =>
      answerOf(await desk.page.evaluate((given) => window.rigyd.changeSettings(given), { lowCredits })),
    );
  }

  async #download(): Promise<void> {
    const { desk } = this.#parts;
    const { rows } = await this.#snapshot();
    // What is at home stays there: to fetch it again is to give it up.
    const ids = rows
      .filter(({ status, download }) => status === 'completed' && download?.phase !== 'done')
      .map(({ id }) => id)
      .slice(0, 3);
    if (ids.length > 0) await desk.page.evaluate((list) => window.rigyd.startDownloads({ ids: list }), ids);
  }

  /** Notes which results the window shows as being at home. */
  async #look(): Promise<void> {
    const { rows } = await this.#snapshot();
    for (const { id, download } of rows)
      if (download?.phase === 'done' && this.#listed.includes(id))
        this.#parts.ledger.note({ [`result of ${id}`]: 'at home' });
  }

  /** Time passes for the service. */
  #moveOn(): void {
    const { simulator, random } = this.#parts;
    simulator.clock.advance(random.integer(1_000, 20_000));
  }
}

const answerOf = (outcome: Outcome<unknown>): Answer =>
  outcome.ok && outcome.isUnsaved !== true ? 'kept' : 'not kept';

function factOf(what: string, row: JobRow, homes: ReadonlyMap<string, string>): string | null {
  switch (what) {
    case 'note':
      return row.note;
    case 'tags':
      return row.tags.join(', ');
    case 'archive':
      return String(row.archived);
    case 'result':
      return homes.get(row.id) ?? null;
    default:
      return null;
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
