import { describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { DragOut } from './drag-out.svelte.ts';
import { FilesOut, type FileOut } from './files-out.svelte.ts';

vi.useFakeTimers();
const file: FileOut = { ref: { id: 'a', slot: 'model', index: 0 }, name: 'chair.usd' };

function setUp() {
  const fake = new FakeBridge();
  const toasts = new Toasts();
  const drags = new DragOut(fake.bridge, toasts);
  const told = (): string[] => toasts.current.map(({ text }) => text);
  const files = new FilesOut(fake.bridge, toasts, drags);
  files.follow();
  return { fake, toasts, told, files, drags };
}

describe('a single file', () => {
  it('is saved where the person says, told of, and shown in its folder', async () => {
    const { fake, toasts, told, files } = setUp();
    void files.save(file, 'chosen');
    expect(files.isBusy(file.ref)).toBe(true);
    expect(fake.asked('saveFile')).toEqual([{ id: 'a', slot: 'model', index: 0, to: 'chosen' }]);
    await fake.answer('saveFile', success({ fileName: 'my chair.usd', isRenamed: false }));
    expect(files.isBusy(file.ref)).toBe(false);
    expect(told()).toEqual(['Saved my chair.usd.']);
    toasts.current[0]?.action?.run();
    expect(fake.asked('showSavedFile')).toEqual([file.ref]);
  });

  it('says how far it is, and is broken off without a word', async () => {
    const { fake, told, files } = setUp();
    const progress = { ref: file.ref, receivedBytes: 3_000, totalBytes: 10_000 };
    fake.push('fileProgress', progress);
    expect(files.progressOf(file.ref)).toBeNull();
    void files.save(file, 'chosen');
    expect(files.progressOf(file.ref)).toBeNull();
    fake.push('fileProgress', progress);
    fake.push('fileProgress', { ...progress, ref: { ...file.ref, slot: 'sim-log' }, receivedBytes: 9 });
    expect(files.progressOf(file.ref)).toEqual(progress);
    files.cancel(file.ref);
    expect(fake.asked('cancelFile')).toEqual([file.ref]);
    await fake.answer('saveFile', failed('cancelled'));
    expect(files.isBusy(file.ref)).toBe(false);
    expect(files.progressOf(file.ref)).toBeNull();
    expect(told()).toEqual([]);
  });

  it('says under which name it was saved where its own was taken', async () => {
    const { fake, told, files } = setUp();
    void files.save(file, 'downloads');
    await fake.answer('saveFile', success({ fileName: 'chair (2).usd', isRenamed: true }));
    expect(told()).toEqual(['Saved as chair (2).usd because chair.usd already exists.']);
  });

  it('is left alone by who changes their mind, and a failure is told', async () => {
    const { fake, told, files } = setUp();
    void files.save(file, 'chosen');
    await fake.answer('saveFile', success(null));
    expect(told()).toEqual([]);
    void files.save(file, 'chosen');
    await fake.answer('saveFile', failed('disk-full'));
    expect(told()).toEqual(['chair.usd: Not enough disk space.']);
    expect(files.isBusy(file.ref)).toBe(false);
  });

  it('is opened, and told of where it was saved for that', async () => {
    const { fake, told, files } = setUp();
    void files.open(file);
    await fake.answer('openFile', success({ fileName: 'chair.usd', isRenamed: false }));
    expect(told()).toEqual(['Saved and opened chair.usd.']);
    void files.open(file);
    await fake.answer('openFile', success(null));
    expect(told()).toEqual(['Saved and opened chair.usd.']);
  });

  it('is dragged by main in the place of the page, once it is here', async () => {
    const { fake, told, files, drags } = setUp();
    const event = { preventDefault: vi.fn(), stopPropagation: vi.fn() };
    void files.drag(event, file);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(event.stopPropagation).toHaveBeenCalledOnce();
    expect(drags.isActive).toBe(true);
    await fake.answer('dragFile', success(false));
    // Something else may be dropped meanwhile.
    expect(drags.isActive).toBe(false);
    expect(files.isBusy(file.ref)).toBe(true);
    await fake.answer('fetchToDrag', success(null));
    expect(told()).toEqual(['chair.usd is ready. Drag it again.']);
    void files.drag(event, file);
    await fake.answer('dragFile', success(true));
    expect(told()).toHaveLength(1);
  });
});
