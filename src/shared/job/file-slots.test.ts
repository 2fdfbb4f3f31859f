import { describe, expect, it } from 'vitest';
import { fileInSlot, fileNameInSlot, fileSlots, isOpenable } from './file-slots.ts';
import { parseJob } from './job.ts';

const at = (name: string) => ({ url: `https://assets.rigyd.com/${name}`, name });

describe('a place in a job', () => {
  it('leads to its file, for each of them', () => {
    const job = parseJob({
      id: 'a',
      status: 'completed',
      input: { model: at('input-model'), images: [at('input-image')] },
      preprocess: { status: 'completed', intermediate_glb: at('intermediate-glb') },
      output: {
        model: at('model'),
        textures: [at('texture')],
        mjcf_package: at('mjcf-package'),
        sim_gif: at('sim-gif'),
        sim_video: at('sim-video'),
        sim_log: at('sim-log'),
        usdz: at('other'),
      },
    })?.job;
    if (job === undefined) throw new Error('no job');
    for (const slot of fileSlots) {
      expect(fileInSlot(job, { slot, index: 0 })).toMatchObject({ name: slot });
      expect(fileInSlot(job, { slot, index: 1 })).toBeNull();
    }
  });
});

describe('the name to save a file under', () => {
  const place = { slot: 'texture', index: 2 } as const;
  it.each([
    ['wood.png', null, 'wood.png'],
    ['textures/wood.png', null, 'wood.png'],
    ['C:\\out\\wood.png', null, 'wood.png'],
    ['wood', 'https://assets.rigyd.com/7f3a.png?sig=1', 'wood.png'],
    [null, 'https://assets.rigyd.com/7f3a.png', '7f3a.png'],
    [null, 'https://assets.rigyd.com/7', 'Texture 3'],
    ['textures/', null, 'Texture'],
  ])('of %j at %j is %j', (name, url, saved) => {
    expect(fileNameInSlot({ name, url }, place)).toBe(saved);
  });
});

it('knows which files the system may open', () => {
  const yes = ['a.usd', 'a.USDZ', 'a.glb', 'mjcf.xml', 'a.zip', 'a.jpeg', 'sim.log'];
  const no = [
    'a.exe',
    'a.usd.exe',
    'a',
    'usd',
    'a.html',
    'a.svg',
    'a.sh',
    'a.desktop',
    'a.blend',
    'a.lnk',
    'a.py',
  ];
  expect(yes.filter(isOpenable)).toEqual(yes);
  expect(no.filter(isOpenable)).toEqual([]);
});
