import { describe, expect, it } from 'vitest';
import { WindowUse } from './window-use.ts';

function start() {
  const window = new EventTarget();
  const use = new WindowUse();
  const end = use.follow(window);
  const happen = (name: string) => void window.dispatchEvent(new Event(name));
  return { use, happen, end };
}

describe('WindowUse', () => {
  it.each(['keydown', 'pointerdown'])(
    'begins with a %s, and ends when another window gets the keyboard',
    (press) => {
      const { use, happen } = start();
      happen('focus');
      expect(use.isUsed).toBe(false);
      happen(press);
      expect(use.isUsed).toBe(true);
      happen('blur');
      happen('focus');
      expect(use.isUsed).toBe(false);
    },
  );

  it('takes no pointer that merely moves for a use: it lies where the window came up', () => {
    const { use, happen } = start();
    happen('pointermove');
    expect(use.isUsed).toBe(false);
  });

  it('follows the window until it is ended', () => {
    const { use, happen, end } = start();
    end();
    happen('keydown');
    expect(use.isUsed).toBe(false);
  });
});
