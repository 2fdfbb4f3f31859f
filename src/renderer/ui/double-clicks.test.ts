import { describe, expect, it } from 'vitest';
import { DoubleClicks } from './double-clicks.ts';

/** Stands for an element that lies in another that can be clicked, or in none. */
const within = (clicked: object | null) => Object.assign(new EventTarget(), { closest: () => clicked });

function start() {
  const window = new EventTarget();
  const end = new DoubleClicks().follow(window);
  /** @returns whether it comes to what is under the pointer or has the keyboard, and whether the browser acts on it */
  const happen = (name: string, target: EventTarget, properties: object) => {
    const event = new Event(name, { cancelable: true });
    for (const [property, value] of Object.entries({ target, ...properties }))
      Object.defineProperty(event, property, { value });
    let comes = false;
    window.addEventListener(name, () => (comes = true), { once: true });
    return { acts: window.dispatchEvent(event), comes };
  };
  /** @returns whether it does anything */
  const press = (name: string, detail: number, target: EventTarget): boolean => {
    const { acts, comes } = happen(name, target, { detail });
    expect(comes).toBe(acts);
    return acts;
  };
  const click = (detail: number, clicked: object | null) => press('click', detail, within(clicked));
  return { happen, press, click, end };
}

describe('the second half of a double click', () => {
  const [cancel, next] = [{}, {}];

  it('presses nothing that has come in the place of what the first half pressed', () => {
    const { click } = start();
    expect([click(1, cancel), click(2, next), click(3, next)]).toEqual([true, false, false]);
  });

  it.each(['mousedown', 'dblclick'])(
    'takes the keyboard to nothing, and opens nothing, that has come in its place (%s)',
    (name) => {
      const { press } = start();
      expect([press('mousedown', 1, within(cancel)), press(name, 2, within(next))]).toEqual([true, false]);
    },
  );

  it('is the double click of what the first half pressed, which the page may have moved away', () => {
    const { press } = start();
    const row = new EventTarget();
    let opened = 0;
    row.addEventListener('dblclick', () => (opened += 1));
    press('mousedown', 1, within(row));
    press('mousedown', 2, within(next));
    press('dblclick', 2, within(next));
    expect(opened).toBe(1);
  });

  it('opens nothing that lay behind the dialog which the first half closed', () => {
    const { press } = start();
    const [beside, name] = [within(null), within(null)];
    expect([press('click', 1, beside), press('dblclick', 2, name)]).toEqual([true, false]);
  });

  it('closes no dialog that the first half opened', () => {
    const { click } = start();
    expect([click(1, cancel), click(2, null)]).toEqual([true, false]);
  });

  it('presses the same once more, as does each further click', () => {
    const { click } = start();
    expect([click(1, next), click(2, next), click(3, next)]).toEqual([true, true, true]);
  });

  it.each([within(next), within(null)])('is a double click on what the first half pressed', (target) => {
    const { press } = start();
    const names = ['mousedown', 'click', 'mousedown', 'click', 'dblclick'];
    expect(names.map((name, index) => press(name, index < 2 ? 1 : 2, target))).not.toContain(false);
  });

  it('on a label is one on what that names', () => {
    const { click } = start();
    const label = { control: next };
    expect([click(1, label), click(0, next), click(2, label), click(2, next)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('leaves a click on another thing alone, and one by a key', () => {
    const { click } = start();
    expect([click(1, cancel), click(1, next), click(0, cancel)]).toEqual([true, true, true]);
  });

  it('is followed until that is ended', () => {
    const { click, end } = start();
    click(1, cancel);
    end();
    expect(click(2, next)).toBe(true);
  });
});

describe('Enter that is held', () => {
  it.each([
    ['presses a button once', { repeat: true }, {}, true],
    ['does not keep the first press from it', { repeat: false }, {}, false],
    ['goes on in a field', { repeat: true }, null, false],
    ['is told from other keys', { repeat: true, key: 'ArrowDown' }, {}, false],
  ] as const)('%s', (_what, press, button, isStopped) => {
    const { acts, comes } = start().happen('keydown', within(button), { key: 'Enter', ...press });
    expect({ acts, comes }).toEqual({ acts: !isStopped, comes: true });
  });
});
