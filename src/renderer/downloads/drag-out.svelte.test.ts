import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { download, jobRow } from '../testing/states.ts';
import { canDragOut, DragOut } from './drag-out.svelte.ts';

const saved = (id: string) => jobRow({ id, status: 'completed', download: download({ phase: 'done' }) });
const [chair, lamp, table] = [saved('chair'), saved('lamp'), saved('table')];
const failing = jobRow({ id: 'mug', status: 'failed' });

function setUp() {
  const fake = new FakeBridge();
  const toasts = new Toasts();
  const did: string[] = [];
  const event = { preventDefault: () => did.push('prevent'), stopPropagation: () => did.push('stop') };
  return { fake, toasts, did, event, drag: new DragOut(fake.bridge, toasts) };
}

describe('dragging a row out', () => {
  it('takes its own result, in place of the drag of the page', () => {
    const { fake, did, event, drag } = setUp();
    void drag.startFromRow(event, chair, []);
    expect(fake.asked('dragResults')).toEqual([{ ids: ['chair'] }]);
    expect(did).toEqual(['prevent', 'stop']);
  });

  it('takes the results of all that is selected with it, in the order of the list', () => {
    const { fake, event, drag } = setUp();
    void drag.startFromRow(event, lamp, [chair, failing, lamp]);
    expect(fake.asked('dragResults')).toEqual([{ ids: ['chair', 'lamp'] }]);
  });

  it('leaves a selection alone that it is no part of', () => {
    const { fake, event, drag } = setUp();
    void drag.startFromRow(event, table, [chair, lamp]);
    expect(fake.asked('dragResults')).toEqual([{ ids: ['table'] }]);
  });
});

describe('a drag', () => {
  it('is active until main says that it has ended', async () => {
    const { fake, toasts, event, drag } = setUp();
    expect(drag.isActive).toBe(false);
    void drag.start(event, ['chair']);
    expect(drag.isActive).toBe(true);
    await fake.answer('dragResults', success(0));
    expect(drag.isActive).toBe(false);
    expect(toasts.current).toEqual([]);
  });

  it('says how many results are left out, as they are not where they were put', async () => {
    const { fake, toasts, event, drag } = setUp();
    void drag.start(event, ['chair', 'lamp', 'table']);
    await fake.answer('dragResults', success(1));
    expect(toasts.current).toMatchObject([
      {
        tone: 'problem',
        text: '1 of 3 results was left out: files are missing. Move them back, or download them again.',
      },
    ]);
  });

  it('that cannot start says why, and is not active', async () => {
    const { fake, toasts, event, drag } = setUp();
    void drag.start(event, ['chair']);
    await fake.answer('dragResults', failed('no-result', '/results/chair'));
    expect(toasts.current).toMatchObject([{ tone: 'problem' }]);
    expect(drag.isActive).toBe(false);
  });
});

it('needs a result that is here', () => {
  expect(canDragOut(chair)).toBe(true);
  expect(canDragOut(failing)).toBe(false);
  expect(canDragOut(jobRow({ download: download({ phase: 'receiving' }) }))).toBe(false);
  const folder = '/home/ada/chair';
  for (const phase of ['receiving', 'failed', 'cancelled'] as const)
    expect(canDragOut(jobRow({ download: download({ phase, folder }) }))).toBe(true);
});
