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
    output: { textures: [at('wood.png')], sim_log: at('drop.log') },
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
  return { core, requests, handlers: previewHandlers(core) };
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
