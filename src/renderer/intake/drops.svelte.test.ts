import { describe, expect, it, vi } from 'vitest';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge, reactions } from '../testing/fake-bridge.ts';
import { Drops } from './drops.svelte.ts';

function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  const drops = new Drops(app);
  const drag = (isField: boolean, types: string[] = ['text/plain']) => {
    const target = Object.assign(new EventTarget(), { matches: () => isField });
    const dataTransfer = {
      types,
      files: [],
      items: [],
      getData: (type: string) => (type === 'text/plain' ? 'abc123' : ''),
    };
    return { target, dataTransfer: dataTransfer as unknown as DataTransfer, preventDefault: vi.fn() };
  };
  return { main, app, drops, drag };
}

describe('text that is dragged', () => {
  it('is watched where it is dropped beside a field', async () => {
    const { main, drops, drag } = start();
    const event = drag(false);
    drops.enter(event);
    expect(drops.isOver).toBe(true);
    drops.move(event);
    void drops.drop(event);
    expect(drops.isOver).toBe(false);
    await reactions();
    expect(event.preventDefault).toHaveBeenCalledTimes(3);
    expect(main.asked('addJobs')).toEqual([{ texts: [{ text: 'abc123', source: { kind: 'dropped' } }] }]);
  });

  it('is told from files, which may be something to look at', () => {
    const { drops, drag } = start();
    drops.enter(drag(false, ['Files']));
    expect(drops.hasFiles).toBe(true);
    drops.enter(drag(false));
    expect(drops.hasFiles).toBe(false);
  });

  it('is left to the field that it is dropped into', async () => {
    const { main, drops, drag } = start();
    const event = drag(true);
    drops.enter(event);
    expect(drops.isOver).toBe(false);
    drops.move(event);
    void drops.drop(event);
    await reactions();
    expect(event.preventDefault).not.toHaveBeenCalled();
    expect(main.asked('addJobs')).toEqual([]);
  });

  it('brings nothing where it came out of the window', async () => {
    const { main, app, drops, drag } = start();
    void app.dragOut.start({ preventDefault: vi.fn(), stopPropagation: vi.fn() }, ['abc123']);
    const event = drag(false);
    drops.enter(event);
    expect(drops.isOver).toBe(false);
    void drops.drop(event);
    await reactions();
    expect(main.asked('addJobs')).toEqual([]);
  });
});
