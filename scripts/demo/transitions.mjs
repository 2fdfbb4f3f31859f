/**
 * @typedef {{ id: string, name: string | null, status: string | null, stage: string | null, error: string | null }} Row
 */

/**
 * Prints every change of a job's status or stage as main pushes it to the window.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} jobIds
 * @returns {Promise<{ allOver: Promise<void> }>} resolves when it listens; `allOver` when all these jobs have ended
 */
export async function printTransitions(page, jobIds) {
  const began = Date.now();
  const last = new Map();
  const open = new Set(jobIds);
  /** @type {() => void} */
  let finish = () => {};
  const allOver = /** @type {Promise<void>} */ (new Promise((resolve) => (finish = resolve)));

  /** @param {Row[]} rows */
  const report = (rows) => {
    for (const row of rows) {
      const line = describe(row);
      if (line !== null && last.get(row.id) !== line) console.log(`${seconds(Date.now() - began)}  ${line}`);
      last.set(row.id, line);
      if (row.status === 'completed' || row.status === 'failed') open.delete(row.id);
    }
    if (open.size === 0) finish();
  };

  await page.exposeFunction('reportRows', report);
  await page.evaluate(async () => {
    const { rigyd, reportRows } =
      /** @type {{ rigyd: import('../../src/shared/contract.ts').RigydBridge, reportRows: (rows: Row[]) => void }} */ (
        /** @type {unknown} */ (globalThis)
      );
    /** @param {string} text a patch or a snapshot; the first value of a row is its ID */
    const reportIn = async (text) => {
      const { changed = [], rows = [] } = JSON.parse(text);
      for (const [id] of [...changed, ...rows]) {
        const detail = await rigyd.getJobDetail({ id });
        if (detail.ok) reportRows([detail.value.row]);
      }
    };
    rigyd.onPatch((text) => void reportIn(text));
    const snapshot = await rigyd.getSnapshot();
    if (snapshot.ok) await reportIn(snapshot.value);
  });
  return { allOver };
}

/**
 * A row as a line, or null before the service has answered.
 *
 * @param {Row} row
 */
export function describe({ name, id, status, stage, error }) {
  if (status === null) return null;
  const detail = status === 'failed' ? error : status === 'running' ? stage : null;
  return `${(name ?? id).slice(0, 28).padEnd(28)}  ${status}${detail === null ? '' : ` (${detail})`}`;
}

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1).padStart(6)} s`;
