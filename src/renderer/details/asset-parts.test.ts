import { describe, expect, it } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import type { Job } from '../../shared/job/job.ts';
import { comparedParts, viewableParts } from './asset-parts.ts';

const file = (name: string, size?: number) => ({
  url: `https://files.example/${name}`,
  name,
  ...(size === undefined ? {} : { size }),
});
const job = (given: object) =>
  ({ output: null, preprocess: null, input: null, ...given }) as Pick<Job, 'output' | 'preprocess' | 'input'>;
const completed = job({
  output: {
    model: file('chair.usd', 100),
    textures: [file('wood.png', 20)],
    mjcf_package: file('chair.zip', 3),
  },
  preprocess: { intermediate_glb: file('chair.glb', 7) },
  input: { model: file('chair.obj', 5) },
});
const home = (given: Partial<Download>): Download => ({
  ...queuedDownload('job', 'all', 0),
  phase: 'done',
  folder: '/results/chair',
  ...given,
});

describe('what of a job can be looked at', () => {
  it('is its result, and files of kinds that are read, with what is fetched for them', () => {
    expect(viewableParts(completed, null)).toEqual([
      { part: 'result-usd', isHere: false, bytes: 123 },
      { part: 'result-mjcf', isHere: false, bytes: 123 },
      { part: 'preprocessed', isHere: false, bytes: 7 },
    ]);
    expect(viewableParts(job({ input: { model: file('chair.glb') } }), null)).toEqual([
      { part: 'input', isHere: false, bytes: null },
    ]);
  });

  it('is here in the formats that were downloaded', () => {
    const here = (download: Download) =>
      viewableParts(completed, download).map(({ part, isHere }) => [part, isHere]);
    const glb = ['preprocessed', false];
    expect(here(home({}))).toEqual([['result-usd', true], ['result-mjcf', true], glb]);
    expect(here(home({ format: 'mjcf' }))).toEqual([['result-usd', false], ['result-mjcf', true], glb]);
    expect(here(home({ phase: 'receiving', folder: null }))).toEqual([
      ['result-usd', false],
      ['result-mjcf', false],
      glb,
    ]);
  });

  it('is a downloaded result also where the service lists no files for it', () => {
    expect(viewableParts(job({}), home({})).map(({ part }) => part)).toEqual(['result-usd', 'result-mjcf']);
    expect(viewableParts(job({}), home({ usdOnly: true })).map(({ part }) => part)).toEqual(['result-usd']);
  });

  it('is nothing where there is nothing', () => {
    expect(viewableParts(job({}), null)).toEqual([]);
    expect(
      viewableParts(
        job({ output: { model: { url: null, name: 'gone.usd' }, textures: [], mjcf_package: null } }),
        null,
      ),
    ).toEqual([]);
  });

  it('says no size where one of the sizes is not known', () => {
    const output = { model: file('chair.usd', 100), textures: [file('wood.png')], mjcf_package: null };
    expect(viewableParts(job({ output }), null)[0]?.bytes).toBeNull();
  });
});

describe('what of a job became of one another', () => {
  const comparedIn = (given: Pick<Job, 'output' | 'preprocess' | 'input'>) =>
    comparedParts(viewableParts(given, null)).map(({ part }) => part);

  it('is the input, what was made of it, and one of its results, in this order', () => {
    expect(comparedIn(completed)).toEqual(['preprocessed', 'result-usd']);
    expect(comparedIn({ ...completed, input: job({ input: { model: file('a.glb') } }).input })).toEqual([
      'input',
      'preprocessed',
      'result-usd',
    ]);
    const mjcfOnly = job({ output: { mjcf_package: file('a.zip') }, input: { model: file('a.glb') } });
    expect(comparedIn(mjcfOnly)).toEqual(['input', 'result-mjcf']);
  });
});
