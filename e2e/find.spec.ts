import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';
import { stateOf } from './support/state.ts';
import type { Simulator } from '../src/simulator/index.ts';

/** Six jobs in every state: one failed, one running, one unknown, three done. */
async function dropJobs(desk: Desk, simulator: Simulator): Promise<void> {
  const names = ['red chair.glb', 'Stühle rot.glb', 'blue lamp.glb', 'gear.fbx', 'toolbox.glb'];
  const ids = names.map((filename) =>
    simulator.addJob(filename === 'gear.fbx' ? { filename, fails: 'Mesh is not watertight.' } : { filename }),
  );
  for (const id of ids.slice(0, 3)) simulator.setPhase(id, 'completed');
  simulator.setPhase(ids[3] ?? '', 'failed');
  simulator.setPhase(ids[4] ?? '', 'running', 40);
  await desk.drop({ text: [...ids, 'nosuchjob000000000000001'].join('\n') });
  await expect(desk.row('toolbox.glb')).toContainText('40%');
  await expect(desk.row('nosuchjob000000000000001')).toContainText('Unknown ID');
  // What is dropped together is shown as its batch first.
  await view(desk, 'All jobs').click();
}

const names = (desk: Desk) => desk.grid.getByRole('row').locator('.name');
const shown = (desk: Desk) => desk.page.getByRole('status', { name: 'Shown' });
const search = (desk: Desk) => desk.page.getByRole('searchbox', { name: 'Search jobs' });
const view = (desk: Desk, name: string) =>
  desk.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });

sharedTest(
  'jobs are found as one types, by name, error and ID, and Escape brings all back',
  async ({ desk, simulator }) => {
    await dropJobs(desk, simulator);
    await desk.page.keyboard.press('ControlOrMeta+F');
    await expect(search(desk)).toBeFocused();
    for (const [query, found] of [
      ['stuhle', ['Stühle rot.glb']],
      ['CHAIR red', ['red chair.glb']],
      ['"chair red"', []],
      ['watertight', ['gear.fbx']],
      ['nosuchjob', ['nosuchjob000000000000001']],
    ] as const) {
      await search(desk).fill(query);
      await expect(names(desk)).toHaveText(found);
      await expect(shown(desk)).toHaveText(`Showing ${found.length} of 6`);
    }
    await search(desk).fill('no such thing');
    await expect(desk.page.getByRole('heading', { name: 'No jobs match “no such thing”' })).toBeVisible();
    await desk.page.keyboard.press('Escape');
    await expect(names(desk)).toHaveCount(6);
    await expect(shown(desk)).toHaveText('6 jobs');
  },
);

sharedTest(
  'a job that was found and opened stays in view when the search is cleared',
  async ({ desk, simulator }) => {
    const ids = Array.from({ length: 60 }, (_, at) => simulator.addJob({ filename: `part_${at}.glb` }));
    await desk.typeIds(ids.join('\n'));
    await search(desk).fill('part_47');
    await desk.open('part_47.glb');
    await desk.button('Clear search').click();
    await expect(shown(desk)).toHaveText('Showing 60 of 60');
    await expect(desk.row('part_47.glb')).toBeInViewport({ ratio: 1 });
    await expect(desk.row('part_0.glb')).toBeHidden();

    await search(desk).fill('part_12');
    await desk.open('part_12.glb');
    // The details lie over the list now.
    await desk.resize(720, 480);
    await expect(desk.grid).toBeHidden();
    await desk.page.keyboard.press('ControlOrMeta+K');
    await desk.page.getByRole('group', { name: 'Batches' }).getByRole('option').click();
    await desk.button('Close details').click();
    await expect(shown(desk)).toHaveText('Showing 60 of 60');
    await expect(desk.row('part_12.glb')).toBeInViewport({ ratio: 1 });
  },
);

sharedTest(
  'bulk actions act on exactly what is shown or selected, and removing is undone',
  async ({ desk, simulator }) => {
    await dropJobs(desk, simulator);
    await search(desk).fill('glb');
    await expect(shown(desk)).toHaveText('Showing 4 of 6');
    await expect(desk.button('Download 3')).toBeEnabled();
    await expect(desk.button('Check 1 now')).toBeEnabled();
    await expect(desk.button('Remove 4')).toHaveCount(0);
    await desk.button('Archive 4').click();
    await expect(names(desk)).toHaveCount(0);
    await expect(desk.messages).toContainText('Archived 4 jobs.');
    await desk.button('Clear all').click();
    await view(desk, 'Archived').click();
    await desk.button('Actions for 4 shown jobs').click();
    await desk.page.getByRole('menuitem', { name: 'Unarchive 4' }).click();
    await expect(names(desk)).toHaveCount(0);
    await view(desk, 'All jobs').click();
    await expect(shown(desk)).toHaveText('6 jobs');

    await search(desk).fill('glb');
    await expect(shown(desk)).toHaveText('Showing 4 of 6');
    await desk.grid.focus();
    await desk.page.keyboard.press('ControlOrMeta+A');
    await desk.button('Remove 4').click();
    await expect(names(desk)).toHaveCount(0);
    await expect(view(desk, 'All jobs')).toHaveText('All jobs 2');
    await desk.messages.getByRole('button', { name: 'Undo' }).last().click();
    await expect(names(desk)).toHaveCount(4);

    await desk.button('Clear search').click();
    await expect(shown(desk)).toHaveText('6 jobs');

    await desk.row('red chair.glb').click({ position: { x: 40, y: 12 } });
    await desk.row('blue lamp.glb').click({ position: { x: 40, y: 12 }, modifiers: ['Shift'] });
    await expect(desk.grid.getByRole('row', { selected: true })).toHaveCount(3);
    await desk.row('Stühle rot.glb').click({ position: { x: 40, y: 12 }, modifiers: ['ControlOrMeta'] });
    await expect(shown(desk)).toHaveText('2 of 6 selected');
    // Beside the open details there is room for a menu only.
    await desk.button('Actions for 2 selected jobs').click();
    await desk.page.getByRole('menuitem', { name: 'Download 2' }).click();
    await expect(desk.button('Show in folder: red chair.glb')).toBeVisible();
    await expect(desk.button('Show in folder: blue lamp.glb')).toBeVisible();
    await expect(desk.button('Download: Stühle rot.glb')).toBeVisible();

    // Ends the selection, then closes the details.
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Escape');
    await desk.grid.focus();
    await desk.page.keyboard.press('ControlOrMeta+A');
    await expect(shown(desk)).toHaveText('6 of 6 selected');
    await expect(desk.button('Download 1')).toBeVisible();
    await desk.page.keyboard.press('Delete');
    await expect(desk.messages).toContainText('Removed 6 jobs.');
  },
);

sharedTest(
  'the list is sorted by what has no column, and by a column of its own where there is room',
  async ({ desk, simulator }) => {
    const finished = ['first.glb', 'second.glb', 'third.glb'];
    const hoursAgo = [1, 3, 2];
    const ids = finished.map((filename, at) =>
      simulator.addJob({ filename, ageMs: (hoursAgo[at] ?? 0) * 3_600_000 }),
    );
    await desk.typeIds(ids.join('\n'));
    for (const name of finished) await expect(desk.row(name)).toContainText('Completed');
    const order = desk.page.getByRole('combobox', { name: 'Sort by' });
    await order.selectOption('Submitted, oldest first');
    await expect(names(desk)).toHaveText(['second.glb', 'third.glb', 'first.glb']);
    await order.selectOption('Finished, newest first');
    await expect(names(desk)).toHaveText(['first.glb', 'third.glb', 'second.glb']);

    await desk.resize(1920, 1080);
    const head = desk.grid.getByRole('columnheader', { name: 'Finished' });
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await head.getByRole('button').click();
    await expect(names(desk)).toHaveText(['second.glb', 'third.glb', 'first.glb']);
    await expect(order).toHaveValue('completed false');
  },
);

sharedTest(
  'what is found leaves as a table, goes to the archive and comes back, or is chosen with Shift',
  async ({ desk, simulator }) => {
    await dropJobs(desk, simulator);
    await desk.sortBy('Added, newest first');
    await search(desk).fill('glb');
    const file = join(desk.home, 'found.csv');
    await desk.answerFileDialogs(file);
    await desk.button('Export 4…').click();
    await expect(desk.messages).toContainText('Exported 4 jobs to found.csv.');
    const [head = '', ...lines] = (await readFile(file, 'utf8')).trim().split('\r\n');
    const column = head.split(',').findIndex((name) => name.toLowerCase() === 'name');
    expect(lines.map((line) => line.split(',')[column])).toEqual([
      'red chair.glb',
      'Stühle rot.glb',
      'blue lamp.glb',
      'toolbox.glb',
    ]);

    await desk.button('Archive 4').click();
    await expect(names(desk)).toHaveCount(0);
    await desk.messages.getByRole('button', { name: 'Undo' }).click();
    await expect(names(desk)).toHaveCount(4);
    await expect(view(desk, 'Archived')).toHaveText('Archived 0');

    await desk.grid.focus();
    await desk.page.keyboard.press('Home');
    await desk.page.keyboard.press('ArrowDown');
    for (const [key, chosen] of [
      ['Shift+ArrowDown', ['Stühle rot.glb', 'blue lamp.glb']],
      ['Shift+End', ['Stühle rot.glb', 'blue lamp.glb', 'toolbox.glb']],
      ['Shift+Home', ['red chair.glb', 'Stühle rot.glb']],
    ] as const) {
      await desk.page.keyboard.press(key);
      await expect(desk.grid.getByRole('row', { selected: true }).locator('.name')).toHaveText(chosen);
      await expect(shown(desk)).toHaveText(`${chosen.length} of 4 selected`);
    }
  },
);

sharedTest(
  'a deleted view that is brought back at once is there once, and views that cannot be drawn cost no more',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'mug.glb' });
    await desk.typeIds(id);
    await search(desk).fill('mug');
    await desk.button('Save view…').click();
    await desk.page.getByRole('textbox', { name: 'Name' }).fill('Mugs');
    await desk.page.getByRole('button', { name: 'Save', exact: true }).click();
    await desk.button('More for Mugs').click();
    // Faster than main can say that it is deleted.
    await desk.page.getByRole('menuitem', { name: 'Delete' }).evaluate(async (entry: HTMLElement) => {
      entry.click();
      const undo = (): HTMLElement | undefined =>
        [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Undo');
      while (undo() === undefined) await new Promise(requestAnimationFrame);
      undo()?.click();
    });
    await expect(desk.button('More for Mugs')).toHaveCount(1);
    const views = (await stateOf(desk.page)).settings.savedViews;
    expect(views.map(({ name }) => name)).toEqual(['Mugs']);

    // A fault of the app's own: main keeps each view once, and the window believes main.
    await desk.app.evaluate(
      ({ BrowserWindow }, twice) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined) throw new Error('There is no window.');
        const { webContents } = window;
        const send = webContents.send.bind(webContents);
        webContents.send = (channel: string, payload: string) => {
          const patch = (channel === 'rigyd:patch' ? JSON.parse(payload) : {}) as { settings?: object };
          const settings = patch.settings && { ...patch.settings, savedViews: twice };
          send(channel, settings ? JSON.stringify({ ...patch, settings }) : payload);
        };
        Object.assign(globalThis, { mendSending: () => (webContents.send = send) });
      },
      [...views, ...views],
    );
    await desk.page.evaluate(() => window.rigyd.changeSettings({ lowCredits: 11 }));
    const broken = desk.page.getByRole('region', { name: 'The sidebar' });
    await expect(broken).toContainText('The sidebar can’t be shown. Everything else still works.');
    await expect(desk.row(id)).toBeVisible();
    await desk.app.evaluate(() => (Reflect.get(globalThis, 'mendSending') as () => void)());
    await desk.page.evaluate(() => window.rigyd.changeSettings({ lowCredits: 10 }));
    await expect(async () => {
      if (await broken.isVisible()) await broken.getByRole('button', { name: 'Try again' }).click();
      await expect(desk.button('More for Mugs')).toHaveCount(1, { timeout: 500 });
    }).toPass();
  },
);

sharedTest(
  'a tag that is being typed is of the job that it was typed for, when another one comes into view',
  async ({ desk, simulator }) => {
    const [mug, lamp] = [
      simulator.addJob({ filename: 'mug.glb' }),
      simulator.addJob({ filename: 'lamp.glb' }),
    ];
    await desk.typeIds(`${mug}\n${lamp}`);
    await desk.open('mug.glb');
    await desk.details.getByRole('combobox', { name: 'Add a tag' }).fill('urgent');
    // As a link to the other job that is clicked elsewhere, and leaves the window where it is.
    await desk.app.evaluate(({ app }, id) => {
      const handedOver = { arguments: [`rigyd-desk://job/${id}`], workingFolder: '/', file: null };
      app.emit('second-instance', {}, ['--hidden'], '/', handedOver);
    }, lamp);
    await expect(desk.details.getByRole('combobox', { name: 'Add a tag' })).toBeFocused();
    await desk.messages.getByRole('button', { name: 'Show' }).click();
    await expect(desk.details.getByRole('heading', { name: 'lamp.glb' })).toBeVisible();
    await expect(desk.row('mug.glb')).toContainText('urgent');
    await expect(desk.details.getByRole('list', { name: 'Tags' })).toHaveCount(0);
  },
);

sharedTest(
  'views and filters count what they show, and a saved one is there after a restart',
  async ({ desk, simulator }) => {
    await dropJobs(desk, simulator);
    for (const [name, count] of [
      ['All jobs', 6],
      ['Active', 1],
      ['Completed', 3],
      ['Failed', 1],
      ['Unknown', 1],
      ['Stuck', 0],
      ['Archived', 0],
    ] as const) {
      await expect(view(desk, name)).toHaveText(`${name} ${count}`);
      await view(desk, name).click();
      await expect(view(desk, name)).toHaveAttribute('aria-current', 'true');
      await expect(names(desk)).toHaveCount(count);
    }
    await desk.button('Show all jobs').click();

    await desk.page.getByRole('toolbar').getByRole('button', { name: 'Status' }).click();
    await expect(desk.page.getByRole('checkbox', { name: 'Completed 3' })).toBeVisible();
    await desk.page.getByRole('checkbox', { name: 'Completed' }).check();
    await desk.page.getByRole('checkbox', { name: 'Failed' }).check();
    await desk.page.keyboard.press('Escape');
    await expect(shown(desk)).toHaveText('Showing 4 of 6');
    await desk.grid.getByRole('button', { name: 'Job', exact: true }).click();
    const ended = ['blue lamp.glb', 'gear.fbx', 'red chair.glb', 'Stühle rot.glb'];
    await expect(names(desk)).toHaveText(ended);
    await expect(desk.grid.getByRole('columnheader', { name: 'Job' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );

    await desk.button('Save view…').click();
    await desk.page.getByRole('textbox', { name: 'Name' }).fill('Ended, by name');
    await desk.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(view(desk, 'Ended, by name').first()).toHaveAttribute('aria-current', 'true');
    await desk.quit();
    await desk.start();
    await expect(view(desk, 'Ended, by name').first()).toHaveAttribute('aria-current', 'true');
    await expect(names(desk)).toHaveText(ended);

    await desk.button('More for Ended, by name').click();
    await desk.page.getByRole('menuitem', { name: 'Rename…' }).click();
    await expect(desk.page.getByRole('textbox', { name: 'Name' })).toHaveValue('Ended, by name');
    await desk.page.getByRole('textbox', { name: 'Name' }).fill('Over');
    await desk.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(view(desk, 'Over').first()).toHaveAttribute('aria-current', 'true');
    await expect(desk.button('More for Ended, by name')).toBeHidden();

    await desk.button('More for Over').click();
    await desk.page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(desk.button('More for Over')).toBeHidden();
    await desk.messages.getByRole('button', { name: 'Undo' }).click();
    await expect(desk.button('More for Over')).toBeVisible();
  },
);
