import { RowReader, type RowPage } from '../../shared/packed-rows.ts';
import type { Snapshot } from '../../shared/state.ts';
import type { Publisher } from '../state/publisher.ts';

/** The whole state as the window has it once it has read page after page; the rows in the order of adding. */
export function snapshotOf({ publisher }: { publisher: Publisher }): Snapshot {
  const { rows, next: left, ...state } = publisher.snapshotStart();
  const packed = [...rows];
  for (let next = left; next !== null;) {
    const page: RowPage = publisher.rowsBefore(next);
    packed.push(...page.rows);
    next = page.next;
  }
  const reader = new RowReader();
  return { ...state, rows: packed.map((row) => reader.read(row)).reverse() };
}
