import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../shared/errors.ts';
import type { Fetch } from '../../api/net-fetch.ts';
import { testKey, jobs, until, useMachine } from '../../testing/core-harness.ts';
import { previewHandlers } from './previews.ts';

const machine = useMachine();
/** A GIF of 1 × 1 pixels up to the beginning of its only frame. */
const smallGif = 'GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0';
const at = (name: string) => ({ url: `https://assets.rigyd.com/${name}`, name });

async function setUp() {
  const { start, client, clock } = machine();
  client.say(jobs.chair, {
    status: 'completed',
    output: { model: at('chair.usd'), textures: [at('wood.png')], sim_log: at('drop.log') },
  });
  const requests: string[] = [];
  const fetchFile: Fetch = async (url, init) => {
    requests.push(JSON.stringify([url, [...new Headers(init.headers)]]));
    return new Response(url.endsWith('.png') ? smallGif : 'step 1\nstep 2\n');
  };
  const core = await start({ fetchFile });
  await core.addJobs(`${jobs.chair}\n${jobs.lamp}`, 'pasted');
  await clock.advance(0);
  await until(() => core.jobs.get(jobs.chair)?.job !== null);
  const told: unknown[] = [];
  const chosen = { path: null as string | null };
  const handlers = previewHandlers(core, {
    chooseWhereToSave: async (name) => {
      told.push(['choose', name]);
      return chosen.path;
    },
    copyText: async (text) => void told.push(['copy', text]),
    openFile: async (path) => {
      told.push(['open', path]);
      return success(null);
    },
    showInFolder: async (path) => {
      told.push(['show', path]);
      return success(null);
    },
    startDrag: async (paths) => void told.push(['drag', paths]),
  });
  return { core, requests, handlers, told, chosen, folder: machine().folder };
}

describe('what the window asks of a job’s files', () => {
  it('is fetched without the key, which is in use all the while', async () => {
    const { handlers, requests, core } = await setUp();
    expect(core.keys.current()).toBe(testKey);
    expect(await handlers.preparePreview({ id: jobs.chair, slot: 'texture', index: 0 })).toEqual(
      success({ contentType: 'image/gif', bytes: smallGif.length }),
    );
    expect(await handlers.readJobLog({ id: jobs.chair })).toEqual(
      success({ text: 'step 1\nstep 2\n', isCut: false }),
    );
    expect(requests).toHaveLength(2);
    expect(requests.join()).not.toMatch(/authorization|cookie|rgyd_/i);
  });

  it('is an answer for jobs without such a file too', async () => {
    const { handlers } = await setUp();
    expect(await handlers.preparePreview({ id: jobs.chair, slot: 'sim-gif', index: 0 })).toEqual(
      failed('not-found'),
    );
    expect(await handlers.readJobLog({ id: jobs.lamp })).toEqual(failed('unknown-job'));
  });

  it('is the raw answer, set out in lines', async () => {
    const { handlers, core } = await setUp();
    const raw = core.jobs.get(jobs.chair)?.record.raw;
    const json = await handlers.getJobJson({ id: jobs.chair });
    expect(json.ok && JSON.parse(json.value)).toEqual(raw);
    expect(json).toMatchObject({ value: expect.stringContaining('\n  "status": "completed"') });
    expect(await handlers.getJobJson({ id: 'other' })).toEqual(failed('unknown-job'));
  });
});

describe('a single file', () => {
  const model = { id: jobs.chair, slot: 'model', index: 0 } as const;

  it('is saved where the person says, without the key, and shown there', async () => {
    const { handlers, told, chosen, folder, requests } = await setUp();
    expect(await handlers.saveFile({ ...model, to: 'chosen' })).toEqual(success(null));
    expect(requests).toEqual([]);
    chosen.path = join(folder, 'my chair.usd');
    expect(await handlers.saveFile({ ...model, to: 'chosen' })).toEqual(
      success({ fileName: 'my chair.usd', isRenamed: false }),
    );
    expect(await readFile(chosen.path, 'utf8')).toBe('step 1\nstep 2\n');
    expect(await handlers.showSavedFile(model)).toEqual(success(null));
    expect(told).toEqual([
      ['choose', 'chair.usd'],
      ['choose', 'chair.usd'],
      ['show', chosen.path],
    ]);
    expect(requests.join()).not.toMatch(/authorization|cookie|rgyd_/i);
  });

  it('is saved in the download folder, beside what is there', async () => {
    const { core, handlers, told } = await setUp();
    expect(await handlers.saveFile({ ...model, to: 'downloads' })).toMatchObject({
      value: { fileName: 'chair.usd' },
    });
    expect(await handlers.saveFile({ ...model, to: 'downloads' })).toEqual(
      success({ fileName: 'chair (2).usd', isRenamed: true }),
    );
    expect(await handlers.openFile(model)).toEqual(success(null));
    expect(told).toEqual([['open', join(core.downloadFolder, 'chair (2).usd')]]);
  });

  it('is dragged once it is here, and shown nowhere before it was saved', async () => {
    const { handlers, told, requests } = await setUp();
    expect(await handlers.dragFile(model)).toEqual(success(false));
    expect(requests).toEqual([]);
    expect(await handlers.fetchToDrag(model)).toEqual(success(null));
    expect(told).toEqual([]);
    expect(await handlers.dragFile(model)).toEqual(success(true));
    expect(told).toEqual([['drag', [expect.stringMatching(/chair\.usd$/)]]]);
    expect(await handlers.showSavedFile(model)).toEqual(failed('folder-unavailable'));
  });

  it('that is a log is copied as far as it is read', async () => {
    const { handlers, told } = await setUp();
    expect(await handlers.copyJobLog({ id: jobs.chair })).toEqual(success({ isCut: false }));
    expect(told).toEqual([['copy', 'step 1\nstep 2\n']]);
  });
});
