import { describe, expect, it, vi } from 'vitest';
import { ContextMenus } from './context-menus.svelte.ts';

const items = [{ label: 'Copy', run: () => undefined }];
const press = (button: number) => ({ button, clientX: 300, clientY: 40, preventDefault: vi.fn() });
const element = (left: number, width: number) =>
  ({ getBoundingClientRect: () => ({ left, top: 100, width, height: 56 }) }) as unknown as HTMLElement;

describe('a context menu', () => {
  it("opens where the pointer is, in the place of the page's own", () => {
    const menus = new ContextMenus();
    const event = press(2);
    menus.show(event, element(0, 800), 'Actions', items);
    expect(menus.open).toMatchObject({ label: 'Actions', at: { x: 300, y: 40 }, isByKey: false });
    expect(event.preventDefault).toHaveBeenCalledOnce();
    menus.close();
    expect(menus.open).toBeNull();
  });

  it('opens by key at what it is about', () => {
    const menus = new ContextMenus();
    menus.show(press(-1), element(10, 800), 'Actions', items);
    expect(menus.open).toMatchObject({ at: { x: 50, y: 128 }, isByKey: true });
    menus.show(press(-1), element(10, 40), 'Actions', items);
    expect(menus.open).toMatchObject({ at: { x: 30, y: 128 } });
  });

  it('does not open without items', () => {
    const menus = new ContextMenus();
    menus.show(press(2), element(0, 800), 'Actions', []);
    expect(menus.open).toBeNull();
  });
});
