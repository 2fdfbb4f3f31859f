/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ name: string, open: (page: Page) => Promise<void>, close: (page: Page) => Promise<void> }} Scene */
/** @type {Scene[]} */
export const scenes = [
  { name: 'list', open: async () => {}, close: async () => {} },
  {
    name: 'batch',
    open: async (page) => {
      if (!(await page.getByRole('navigation').isVisible()))
        await page.getByRole('button', { name: 'Show views' }).click();
      await page
        .getByRole('navigation')
        .getByRole('button', { name: /kitchen_props/ })
        .click();
    },
    close: async () => {},
  },
  {
    name: 'details',
    open: async (page) => {
      await page
        .getByRole('row')
        .filter({ hasText: 'espresso_mug' })
        .first()
        .click({ position: { x: 40, y: 12 } });
      await page.waitForTimeout(1500);
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
    },
  },
];
