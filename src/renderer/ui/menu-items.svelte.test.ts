import { describe, expect, it } from 'vitest';
import { MenuItems } from './menu-items.svelte.ts';

describe('the items of a menu', () => {
  it('stay what they were when it was opened, and are others the next time', () => {
    let count = $state(2);
    const items = new MenuItems(() => [{ label: `Remove ${count}`, run: () => undefined }]);
    items.open();
    count = 60;
    expect(items.shown).toMatchObject([{ label: 'Remove 2' }]);
    items.open();
    expect(items.shown).toMatchObject([{ label: 'Remove 60' }]);
  });
});
