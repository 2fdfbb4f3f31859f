import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FocusPlaces } from './focus-places.ts';

beforeEach(() => void vi.stubGlobal('HTMLInputElement', EventTarget));
afterEach(() => void vi.unstubAllGlobals());

/** An element that says when it gets the focus. */
function element() {
  const focus = vi.fn();
  return { focus, element: { focus } as unknown as HTMLElement };
}

it('focuses a place that comes with a part of the window that is still being loaded', async () => {
  const places = new FocusPlaces();
  const note = element();
  let arrive = (): void => {};
  places.expect(new Promise<void>((resolve) => (arrive = resolve)));
  places.focusNext('note');
  await new Promise((resolve) => setTimeout(resolve));
  places.at('note')(note.element);
  expect(note.focus).not.toHaveBeenCalled();
  arrive();
  await vi.waitFor(() => expect(note.focus).toHaveBeenCalledOnce());
});

it('focuses nothing where the place is not there', async () => {
  const places = new FocusPlaces();
  const list = element();
  const remove = places.at('list')(list.element);
  places.focusNext('list');
  await vi.waitFor(() => expect(list.focus).toHaveBeenCalledOnce());
  remove();
  places.focus('list');
  expect(list.focus).toHaveBeenCalledOnce();
});
