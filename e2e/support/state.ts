import type { Page } from '@playwright/test';
import { fromText, RowReader } from '../../src/shared/packed-rows.ts';
import type { Snapshot } from '../../src/shared/state.ts';

/** All that main tells the window, as it is now. */
export async function stateOf(page: Page): Promise<Snapshot> {
  const reader = new RowReader();
  const start = await page.evaluate(() => window.rigyd.getSnapshot());
  if (!start.ok) throw new Error(start.failure.code);
  const { rows, next: first, ...state } = fromText(start.value);
  for (let next = first; next !== null;) {
    const text = await page.evaluate((before) => window.rigyd.getRows({ before }), next);
    if (!text.ok) throw new Error(text.failure.code);
    const more = fromText(text.value);
    rows.push(...more.rows);
    ({ next } = more);
  }
  return { ...state, rows: rows.map((row) => reader.read(row)) };
}
