import { type BatchSums, type ListSums, RowSums, sumRows } from '../../shared/row-sums.ts';
import { judgedChanges, type JudgedRows } from './judged-rows.ts';
import { noneStuck } from './stuck-jobs.ts';

/** Everything that the window counts over all jobs, kept up by what changes. */
export class JobSums {
  readonly #now: () => JudgedRows;
  #counted: Pick<JudgedRows, 'rows' | 'stuck'> = { rows: [], stuck: noneStuck };
  #sums = new RowSums();
  /** Another object whenever something was counted. */
  readonly #state = $derived.by(() => this.#follow());

  constructor(now: () => JudgedRows) {
    this.#now = now;
  }

  /** Over all jobs on the list. */
  get list(): ListSums {
    return this.#state.list;
  }

  /** Over the jobs of a batch; the same object until a change concerns the batch. */
  batch(id: string): BatchSums {
    return this.#state.sums.batch(id);
  }

  #follow(): { list: ListSums; sums: RowSums } {
    const now = this.#now();
    const { rows, stuck } = now;
    const changes = judgedChanges(this.#counted, now);
    if (changes === null) this.#sums = sumRows(rows, (row) => stuck.has(row));
    else this.#sums.apply(changes);
    this.#counted = { rows, stuck };
    return { list: this.#sums.list, sums: this.#sums };
  }
}
