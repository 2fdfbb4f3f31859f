import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../shared/errors.ts';
import { FakeBridge } from '../../testing/fake-bridge.ts';
import { PreviewState } from './preview-state.svelte.ts';

function setUp() {
  const fake = new FakeBridge();
  const state = new PreviewState(fake.bridge, { id: 'a b', slot: 'texture', index: 2 });
  return { fake, state, asked: () => fake.asked('preparePreview') };
}
const preview = { contentType: 'image/png', bytes: 7 };

describe('a preview', () => {
  it('is requested once by its slot, and has an address when it is here', async () => {
    const { fake, state, asked } = setUp();
    expect([state.phase.kind, asked()]).toEqual(['waiting', []]);
    void state.load();
    void state.load();
    expect(state.phase.kind).toBe('loading');
    await fake.answer('preparePreview', success(preview));
    expect(state.phase).toEqual({ kind: 'ready', address: 'preview://job/a%20b/texture/2', preview });
    void state.load();
    expect(asked()).toEqual([{ id: 'a b', slot: 'texture', index: 2 }]);
  });

  it('says why it is not here, and can be requested again', async () => {
    const { fake, state, asked } = setUp();
    void state.load();
    await fake.answer('preparePreview', failed('offline'));
    expect(state.phase).toEqual({ kind: 'failed', failure: { code: 'offline', text: null } });
    void state.load();
    await fake.answer('preparePreview', success(preview));
    expect([state.phase.kind, asked().length]).toEqual(['ready', 2]);
  });

  it('has failed if the page cannot show it, or if main cannot answer', async () => {
    const { fake, state } = setUp();
    void state.load();
    await fake.answer('preparePreview', success(preview));
    state.markBroken();
    expect(state.phase).toMatchObject({ kind: 'failed', failure: { code: 'bad-answer' } });
    void state.load();
    await fake.break('preparePreview');
    expect(state.phase).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
  });
});
