import type { Desk } from './support/desk.ts';
import { findings } from './support/axe.ts';
import { expect, sharedTest } from './support/test.ts';

/** Chooses an item of the menu of the app, which cannot be driven; everything behind it is real. */
const choose = (desk: Desk, menu: string, item: string): Promise<void> =>
  desk.app.evaluate(
    ({ Menu }, [menuLabel, itemLabel]) => {
      const labels = (label: string): string => label.replace('&', '');
      const found = Menu.getApplicationMenu()
        ?.items.find(({ label }) => labels(label) === menuLabel)
        ?.submenu?.items.find(({ label }) => labels(label) === itemLabel);
      if (found === undefined) throw new Error(`There is no ${menuLabel} → ${itemLabel}.`);
      found.click();
    },
    [menu, item] as const,
  );

sharedTest(
  'the menus of the system open from the window, and lead to help, logs and the service',
  async ({ desk }) => {
    const menus = await desk.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')),
    );
    expect(menus).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
    const shown = await desk.app.evaluateHandle(({ Menu }) => {
      const places: { x: number | undefined; y: number | undefined }[] = [];
      const menu = Menu.getApplicationMenu();
      if (menu !== null) menu.popup = ({ x, y } = {}) => void places.push({ x, y });
      return places;
    });
    const button = desk.button('Menu');
    const box = await button.boundingBox();
    await button.click();
    await expect
      .poll(() => shown.jsonValue())
      .toEqual([{ x: Math.round(box?.x ?? 0), y: Math.round((box?.y ?? 0) + (box?.height ?? 0)) }]);

    const opened = await desk.noteWebPages();
    await choose(desk, 'Help', 'Rigyd web app');
    await choose(desk, 'Help', 'Rigyd documentation');
    await expect.poll(opened).toEqual(['https://app.rigyd.com', 'https://docs.rigyd.com']);
    await choose(desk, 'Help', 'Keyboard shortcuts');
    await expect(desk.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
);

sharedTest('About says the version and the licences of all that the app ships with', async ({ desk }) => {
  await choose(desk, 'Help', 'About Rigyd Desk');
  const about = desk.page.getByRole('dialog', { name: 'About Rigyd Desk' });
  const version = await desk.app.evaluate(({ app }) => app.getVersion());
  await expect(about).toContainText(`Version ${version}`);
  await expect(about).toContainText(/Electron \d+\.[\d.]+, Chromium \d+/);
  const licences = about.getByRole('region', { name: 'Licenses' });
  for (const name of ['classic-level', 'keytar', 'svelte', 'yauzl', 'zod'])
    await expect(licences.getByRole('listitem').filter({ hasText: new RegExp(`^${name} `) })).toHaveCount(1);
  const svelte = licences.getByRole('listitem').filter({ hasText: /^svelte / });
  await svelte.getByText('MIT', { exact: false }).first().click();
  await expect(svelte.getByText('Permission is hereby granted')).toBeVisible();
  expect(await findings(desk), 'about').toEqual([]);

  const noted = await desk.notePaths();
  await licences.getByRole('button', { name: 'Open Chromium licenses' }).click();
  await expect.poll(noted).toEqual([expect.stringMatching(/^open .*LICENSES\.chromium\.html$/)]);
  await desk.page.keyboard.press('Escape');

  // The same by the palette.
  await desk.page.keyboard.press('ControlOrMeta+k');
  await desk.page.keyboard.type('version');
  await desk.page.keyboard.press('Enter');
  await expect(about).toBeVisible();
});
