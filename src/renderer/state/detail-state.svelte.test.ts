import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { jobDetail } from '../testing/states.ts';
import { DetailState } from './detail-state.svelte.ts';

function open() {
  const main = new FakeBridge();
  const detail = new DetailState(main.bridge);
  const answer = (id: string, version = 1) =>
    main.answer('getJobDetail', success(jobDetail({ id, version })));
  return { main, detail, answer, asked: () => main.asked('getJobDetail') };
}

describe('DetailState', () => {
  it('shows nothing until the answer is there', async () => {
    const { detail, answer, asked } = open();
    expect(detail.current).toBeNull();
    detail.show('a');
    expect(detail.current).toBeNull();
    expect(asked()).toEqual([{ id: 'a' }]);
    await answer('a');
    expect(detail.current?.row.id).toBe('a');
    expect(asked()).toHaveLength(1);
  });

  it('goes on showing a job while its newer version is being fetched', async () => {
    const { detail, answer } = open();
    detail.show('a');
    await answer('a', 1);
    detail.show('a');
    expect(detail.current?.row.version).toBe(1);
    await answer('a', 2);
    expect(detail.current?.row.version).toBe(2);
  });

  it('shows nothing of one job under the name of another', async () => {
    const { detail, answer } = open();
    detail.show('a');
    await answer('a');
    detail.show('b');
    expect(detail.current).toBeNull();
  });

  it('sends one request at a time; the last call wins', async () => {
    const { detail, answer, asked } = open();
    for (const id of ['a', 'b', 'c', 'd']) detail.show(id);
    expect(asked()).toEqual([{ id: 'a' }]);
    await answer('a');
    expect(detail.current).toBeNull();
    expect(asked()).toEqual([{ id: 'a' }, { id: 'd' }]);
    await answer('d');
    expect(detail.current?.row.id).toBe('d');
    expect(asked()).toHaveLength(2);
  });

  it('sends one request for each call of an effect, however many answers come', async () => {
    const { detail, answer, asked } = open();
    let version = $state(1);
    const stop = $effect.root(() => {
      $effect(() => {
        void version;
        detail.show('a');
      });
    });
    flushSync();
    await answer('a');
    flushSync();
    expect(asked()).toHaveLength(1);
    version = 2;
    flushSync();
    await answer('a', 2);
    flushSync();
    expect(asked()).toHaveLength(2);
    stop();
  });

  it('sends one more request where a job changed while one was in flight', async () => {
    const { detail, answer, asked } = open();
    detail.show('a');
    detail.show('a');
    detail.show('a');
    await answer('a', 1);
    expect(detail.current?.row.version).toBe(1);
    await answer('a', 2);
    expect(detail.current?.row.version).toBe(2);
    expect(asked()).toHaveLength(2);
  });

  it('shows nothing once nothing is to be shown, whatever comes late', async () => {
    const { detail, answer, asked } = open();
    detail.show('a');
    detail.show('b');
    detail.show(null);
    await answer('a');
    expect(detail.current).toBeNull();
    expect(asked()).toHaveLength(1);
  });

  it('drops what it shows when nothing is to be shown', async () => {
    const { detail, answer, asked } = open();
    detail.show('a');
    await answer('a');
    detail.show(null);
    expect(detail.current).toBeNull();
    expect(asked()).toHaveLength(1);
  });

  it('takes the answer for a job that was left and chosen again meanwhile', async () => {
    const { detail, answer } = open();
    detail.show('a');
    detail.show(null);
    detail.show('a');
    await answer('a', 1);
    expect(detail.current?.row.version).toBe(1);
    await answer('a', 2);
    expect(detail.current?.row.version).toBe(2);
  });

  it('keeps the last details of a job where newer ones cannot be had', async () => {
    const { detail, answer, main } = open();
    detail.show('a');
    await answer('a');
    detail.show('a');
    await main.answer('getJobDetail', failed('unknown-job'));
    expect(detail.current?.row.id).toBe('a');
  });

  it('continues after a request that broke', async () => {
    const { detail, answer, main } = open();
    detail.show('a');
    await main.break('getJobDetail');
    expect(detail.current).toBeNull();
    detail.show('a');
    await answer('a');
    expect(detail.current?.row.id).toBe('a');
  });
});
