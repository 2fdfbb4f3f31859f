import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge, reactions } from '../testing/fake-bridge.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { Jobs } from './jobs.ts';

function setUp() {
  const fake = new FakeBridge();
  const toasts = new Toasts();
  const questions: string[] = [];
  const answers = { says: true };
  const jobs = new Jobs({
    bridge: fake.bridge,
    toasts,
    row: () => undefined,
    isShown: () => false,
    close: () => undefined,
    deselect: () => undefined,
    ask: async (question) => {
      questions.push(question.title);
      return answers.says;
    },
  });
  return {
    fake,
    jobs,
    toasts,
    questions,
    answers,
    draftOf: (note: string | null, addedAt = 1) => jobs.draftOf({ id: 'a', addedAt, note }),
  };
}

describe('the note of a job that is left and come back to', () => {
  it('goes on where it was, while main has not answered, and until the row says the same', async () => {
    const { fake, draftOf } = setUp();
    const draft = draftOf(null);
    draft.type('Bring it');
    expect(draftOf('B')).toBe(draft);
    draft.type('Bring it to the fair');
    await fake.answer('setNote', success(null));
    await fake.answer('setNote', success(null));
    expect(draftOf('Bring it').text).toBe('Bring it to the fair');
    expect(draftOf('Bring it to the fair')).not.toBe(draft);
    expect(fake.asked('setNote')).toEqual([
      { id: 'a', note: 'Bring it', over: '' },
      { id: 'a', note: 'Bring it to the fair', over: 'Bring it' },
    ]);
  });

  it('is there to be sent again where main did not take it', async () => {
    const { fake, draftOf } = setUp();
    draftOf(null).type('Bring it');
    await fake.answer('setNote', failed('internal'));
    void draftOf(null).save();
    expect(fake.asked('setNote')).toHaveLength(2);
  });

  it('begins anew where the job was removed and added again', async () => {
    const { fake, draftOf } = setUp();
    draftOf(null).type('Bring it');
    await fake.answer('setNote', success(null));
    expect(draftOf(null, 2).text).toBe('');
  });
});

describe('removing jobs', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `job${at}`);

  it('asks nothing up to twenty', async () => {
    const { fake, jobs, questions } = setUp();
    void jobs.remove(ids(20));
    expect(fake.asked('removeJobs')).toEqual([{ ids: ids(20) }]);
    expect(questions).toEqual([]);
  });

  it('asks first where there are more, and does nothing where the answer is no', async () => {
    const { fake, jobs, questions, answers } = setUp();
    answers.says = false;
    await jobs.remove(ids(21));
    expect(questions).toEqual(['Remove 21 jobs?']);
    expect(fake.asked('removeJobs')).toEqual([]);
    answers.says = true;
    void jobs.remove(ids(21));
    await reactions();
    expect(fake.asked('removeJobs')).toEqual([{ ids: ids(21) }]);
  });
});

describe('downloading results', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `job${at}`);
  const estimate = { count: 101, bytes: 2_000_000, freeBytes: null, folder: '/home/ada/Rigyd' };

  it('begins with the click up to a hundred', () => {
    const { fake, jobs, questions } = setUp();
    jobs.download(ids(100));
    expect(fake.asked('startDownloads')).toEqual([{ ids: ids(100) }]);
    expect(questions).toEqual([]);
  });

  it('says first how many and how large more are, and begins nothing where the answer is no', async () => {
    const { fake, jobs, questions, answers } = setUp();
    answers.says = false;
    jobs.download(ids(101));
    await fake.answer('estimateDownloads', success(estimate));
    expect(questions).toEqual(['Download 101 results?']);
    expect(fake.asked('startDownloads')).toEqual([]);
    answers.says = true;
    jobs.download(ids(101));
    await fake.answer('estimateDownloads', success(estimate));
    expect(fake.asked('startDownloads')).toEqual([{ ids: ids(101) }]);
  });

  it('begins nothing where the size cannot be asked for', async () => {
    const { fake, jobs, questions } = setUp();
    jobs.download(ids(101));
    await fake.answer('estimateDownloads', failed('internal'));
    expect(questions).toEqual([]);
    expect(fake.asked('startDownloads')).toEqual([]);
  });
});

describe('a tag of one job', () => {
  it('that is added can be taken back, without a word', async () => {
    const { fake, jobs, toasts } = setUp();
    void jobs.changeTags(['a'], ['oak']);
    await fake.answer('changeTags', success([{ ids: ['a'], add: ['oak'], remove: [] }]));
    expect(toasts.current).toEqual([]);
    toasts.undoLast();
    expect(fake.asked('changeTags').at(-1)).toEqual({ ids: ['a'], add: [], remove: ['oak'] });
  });

  it('that it had already leaves nothing to take back', async () => {
    const { fake, jobs, toasts } = setUp();
    void jobs.changeTags(['a'], ['oak']);
    await fake.answer('changeTags', success([]));
    expect(toasts.canUndo).toBe(false);
  });

  it('that is taken off can be brought back', async () => {
    const { fake, jobs, toasts } = setUp();
    void jobs.changeTags(['a'], [], ['2024']);
    await fake.answer('changeTags', success([{ ids: ['a'], add: [], remove: ['2024'] }]));
    const [toast] = toasts.current;
    expect(toast?.text).toBe('Removed tag “2024”.');
    toast?.action?.run();
    expect(fake.asked('changeTags').at(-1)).toEqual({ ids: ['a'], add: ['2024'], remove: [] });
  });

  it('that is added is seen where it was typed, and needs no word', async () => {
    const { fake, jobs, toasts } = setUp();
    void jobs.changeTags(['a'], ['2024']);
    await fake.answer('changeTags', success([{ ids: ['a'], add: ['2024'], remove: [] }]));
    expect(toasts.current).toEqual([]);
  });
});
