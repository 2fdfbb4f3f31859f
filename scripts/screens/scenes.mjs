/** @typedef {import('@playwright/test').Page} Page */

/**
 * A view worth a photograph: how one gets there with the hands, and back to the list.
 *
 * @typedef {{ name: string, open: (page: Page) => Promise<void>, close: (page: Page) => Promise<void> }} Scene
 */

/** @param {Page} page @param {RegExp} name */
async function showView(page, name) {
  const views = page.getByRole('navigation', { name: 'Views' });
  if (!(await views.isVisible())) await page.getByRole('button', { name: 'Show sidebar' }).click();
  await views.getByRole('button', { name }).first().click();
  const scrim = page.getByRole('button', { name: 'Close sidebar' });
  if (await scrim.isVisible()) await scrim.click({ position: { x: 600, y: 300 } });
}

/**
 * Opens a job among its neighbours.
 *
 * @param {Page} page @param {string} name
 */
async function openJob(page, name) {
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill(name);
  const row = page.getByRole('row').filter({ hasText: name }).first();
  await row.click({ position: { x: 40, y: 12 } });
  await clearSearch(page);
  await page
    .getByRole('region', { name: 'Job details' })
    .getByRole('region', { name: 'Preprocess' })
    .waitFor();
}

/**
 * Waits until the asset that is looked at is drawn, where there is one.
 *
 * @param {Page} page
 */
async function assetDrawn(page) {
  // What is in the picture stands in words for those who do not see it.
  await page.getByText(/^Showing \d+ visual shape/).waitFor();
}

/**
 * Waits until the picture of the 3D view, which was another before where one is given, has been the same for a while: a processor
 * that draws by itself is behind what the view says that it draws.
 *
 * @param {Page} page @param {string} [before]
 */
async function stillDrawn(page, before) {
  let last = '';
  let since = 0;
  do {
    const now = await look(page);
    if (now !== last || now === before) since = performance.now();
    last = now;
  } while (performance.now() - since < 1_500);
}

/** @param {Page} page */
const look = async (page) => (await page.getByRole('application').screenshot()).toString('base64');

/**
 * Shows or hides layers of the 3D view.
 *
 * @param {Page} page @param {string[]} names
 */
async function toggleLayers(page, names) {
  const layers = page.getByRole('group', { name: 'Layers' });
  for (const name of names) await layers.getByRole('button', { name: new RegExp(`^${name}`) }).click();
}

/** @param {Page} page */
async function clearSearch(page) {
  // In a small window the details lie over the field, where no hand reaches it.
  await page.getByRole('searchbox', { name: 'Search jobs', includeHidden: true }).evaluate((field) => {
    Reflect.set(field, 'value', '');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** For what is worked out by MuJoCo or the rules, or drawn twice by the processor. */
const patience = { timeout: 60_000 };

/** @param {Page} page */
const wallOf = (page) => page.getByRole('grid', { name: 'Results to review' });

/** @param {Page} page */
const toggleWall = (page) => page.getByRole('button', { name: 'Review wall' }).click();

/** What the picture of the physics shows instead of the object. */
const xRay = ['Visual', 'Collision', 'Center of mass'];

/** @param {Page} page @param {string} name */
async function scrollTo(page, name) {
  const section = page
    .getByRole('region', { name: 'Job details' })
    .getByRole('region', { name, exact: true });
  await section.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

/**
 * Gives the details the next of their sizes: the side, half of the window, all of it. A small window has one size and no button.
 *
 * @param {Page} page
 */
async function resizeDetails(page) {
  const button = page.getByRole('button', { name: /^Show details (at|in)/ });
  if (await button.isVisible()) await button.click();
}

/** @param {Page} page */
async function closeDetails(page) {
  await page.getByRole('button', { name: 'Close details' }).click();
}

/** @param {Page} page */
const escape = async (page) => page.keyboard.press('Escape');

/**
 * The details of a job, scrolled to one of their sections where it is named.
 *
 * @param {string} name
 * @param {string} job
 * @param {string} [section]
 * @returns {Scene}
 */
const detailScene = (name, job, section) => ({
  name,
  open: async (page) => {
    await openJob(page, job);
    if (section !== undefined) await scrollTo(page, section);
  },
  close: closeDetails,
});

/**
 * The mug's details in half of the window, scrolled to one of their sections once that is ready.
 *
 * @param {string} name
 * @param {string} section
 * @param {(page: Page) => Promise<void>} ready
 * @returns {Scene}
 */
const wideScene = (name, section, ready) => ({
  name,
  open: async (page) => {
    await openJob(page, 'espresso_mug');
    await resizeDetails(page);
    await scrollTo(page, section);
    await ready(page);
  },
  close: async (page) => {
    // Over all of it, and back to the side.
    await resizeDetails(page);
    await resizeDetails(page);
    await closeDetails(page);
  },
});

/**
 * What a button opens and Escape closes.
 *
 * @param {string} name
 * @param {string | RegExp} button
 * @returns {Scene}
 */
const buttonScene = (name, button) => ({
  name,
  open: (page) => page.getByRole('button', { name: button }).first().click(),
  close: escape,
});

/** @type {Scene[]} */
export const scenes = [
  {
    name: 'list',
    open: (page) => showView(page, /^All jobs/),
    close: async () => {},
  },
  {
    name: 'batch',
    open: (page) => showView(page, /warehouse_shelves/),
    close: (page) => showView(page, /^All jobs/),
  },
  buttonScene('account', /credits/i),
  {
    name: 'find',
    open: async (page) => {
      await page.getByRole('searchbox', { name: 'Search jobs' }).fill('glb _0');
      await page.getByRole('grid', { name: 'Jobs' }).press('ControlOrMeta+A');
    },
    close: async (page) => {
      await page.getByRole('button', { name: 'Clear search' }).click();
      await page.getByRole('grid', { name: 'Jobs' }).press('Home');
      await escape(page);
    },
  },
  {
    name: 'downloads',
    // The bar goes by itself once all is done.
    open: async (page) => {
      await page.getByRole('grid', { name: 'Jobs' }).press('ControlOrMeta+K');
      await page.getByRole('dialog').getByRole('combobox').fill('downloads');
      await page.keyboard.press('Enter');
    },
    close: escape,
  },
  wideScene('asset', 'Asset', async (page) => {
    await assetDrawn(page);
    await stillDrawn(page);
  }),
  wideScene('before-after', 'Asset', async (page) => {
    await page.getByRole('radio', { name: 'Before and after' }).check();
    await page.getByRole('slider', { name: 'Splitter' }).waitFor(patience);
    await page.getByRole('row', { name: /^Triangles/ }).waitFor(patience);
    await stillDrawn(page);
  }),
  wideScene('poke', 'Asset', async (page) => {
    await page.getByRole('radio', { name: 'Poke it' }).check();
    const atRest = page.getByRole('status').filter({ hasText: /^At rest/ });
    await atRest.waitFor(patience);
    await stillDrawn(page);
  }),
  wideScene('verdict', 'Verdict', async (page) => {
    const verdict = page.getByRole('region', { name: 'Verdict', exact: true });
    const checked = verdict.getByText(/rules? checked/).first();
    await checked.waitFor(patience);
  }),
  {
    name: 'wall',
    open: async (page) => {
      await showView(page, /kitchen_props/);
      await toggleWall(page);
      await wallOf(page).getByRole('gridcell').first().waitFor();
      await wallOf(page).getByText('No picture yet').first().waitFor({ state: 'detached', timeout: 120_000 });
      // All are checked, and stand as the order says.
      const filters = page.getByRole('group', { name: 'Show on the wall' });
      await filters.getByRole('button', { name: /of \d+ needs? a look$/ }).waitFor({ timeout: 120_000 });
      await page.getByRole('button', { name: 'Sort again' }).waitFor({ state: 'detached' });
      // Jobs end while it waits, which is said over the tiles.
      const said = page.getByRole('status').getByRole('button', { name: 'Dismiss' });
      for (const one of await said.all()) await one.click();
    },
    close: async (page) => {
      await toggleWall(page);
      await showView(page, /^All jobs/);
    },
  },
  {
    name: 'physics',
    open: async (page) => {
      await openJob(page, 'espresso_mug');
      await assetDrawn(page);
      await page.getByRole('button', { name: 'Full window', exact: true }).click();
      // What lies below the pointer is pointed out.
      await page.mouse.move(0, 0);
      await stillDrawn(page);
      const object = await look(page);
      await toggleLayers(page, xRay);
      await stillDrawn(page, object);
    },
    close: async (page) => {
      await toggleLayers(page, xRay);
      await escape(page);
      await closeDetails(page);
    },
  },
  detailScene('timeline', 'oil_barrel_01', 'Timing'),
  detailScene('sections', 'espresso_mug', 'Output'),
  detailScene('failed', 'dish_crate'),
  detailScene('notes', 'bar_stool', 'Notes and tags'),
  buttonScene('notifications', /^Notifications/),
  {
    name: 'palette',
    open: async (page) => {
      await page.getByRole('grid', { name: 'Jobs' }).press('ControlOrMeta+K');
      await page.getByRole('dialog').getByRole('combobox').fill('shelf');
    },
    close: escape,
  },
  buttonScene('settings', 'Settings'),
];

/**
 * What a person has done by the time the photographs are taken: results collected and reviewed, a note and tags written.
 *
 * @param {Page} page
 */
export async function workADay(page) {
  await showView(page, /kitchen_props/);
  // Before, fewer are offered.
  await page.getByText('All finished').first().waitFor();
  await page.getByRole('button', { name: /^Download \d+ results?/ }).click();
  await page
    .getByRole('region', { name: 'Downloads' })
    .getByRole('button', { name: 'Open folder' })
    .waitFor();
  await review(page);
  await showView(page, /^All jobs/);
  await openJob(page, 'bar_stool');
  const notes = page.getByRole('region', { name: 'Notes and tags' });
  await notes.getByRole('textbox', { name: 'Note' }).fill('Friction looks low; compare with the bamboo one.');
  for (const tag of ['kitchen', 'recheck']) {
    await notes
      .getByRole('combobox', { name: 'Add a tag' })
      .or(notes.getByRole('textbox', { name: 'Add a tag' }))
      .first()
      .fill(tag);
    await page.keyboard.press('Enter');
  }
  await closeDetails(page);
}

/**
 * Approves some of the results in view, and rejects one.
 *
 * @param {Page} page
 */
async function review(page) {
  await toggleWall(page);
  for (const key of ['Home', 'a', 'j', 'a', 'j', 'a', 'j', 'j', 'r']) await wallOf(page).press(key);
  await page.getByRole('dialog').getByRole('button', { name: 'Wrong mass' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await toggleWall(page);
}
