/** What main and the window call a job's files, and what they say of an answer that is not as documented. */
import type { FileSlot } from '../job/file-slots.ts';

export const jobWords = {
  /** Files without a name of their own, before their number. */
  fileSlots: {
    'input-model': 'Model',
    'input-image': 'Image',
    'intermediate-glb': 'Intermediate GLB',
    model: 'Model',
    texture: 'Texture',
    'mjcf-package': 'MJCF package',
    'sim-gif': 'Animation',
    'sim-video': 'Video',
    'sim-log': 'Log',
    other: 'File',
  } satisfies Record<FileSlot, string>,

  /**
   * A value of an answer that could not be read: what it is, and what is wrong with it. These are kept with the job, so they do
   * not depend on the system's language.
   */
  deviations: {
    more: (count: number) => `and ${count} more`,
    list: (length: number) => `a list of ${length}`,
    object: 'an object',
    kinds: {
      string: 'a text',
      number: 'a number',
      array: 'a list',
      object: 'an object',
      record: 'an object',
    } as Readonly<Record<string, string>>,
    /** @param kind One of the above. */
    expected: (kind: string) => `expected ${kind}`,
    listOrObject: 'a list or an object',
    tooManyEntries: (max: number) => `more than the ${max.toLocaleString('en')} entries that are read`,
    tooLarge: (max: number | bigint) => `more than ${max.toLocaleString('en')}`,
    tooSmall: (min: number | bigint) => `less than ${min.toLocaleString('en')}`,
    emptyText: 'an empty text',
    shareOrPercentage: 'could be a fraction or a percentage',
    unknownForm: 'in an unknown format',
  },
};
