import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { acknowledged } from './acknowledged.ts';

const read = Promise.resolve();
const full = {
  reading: { all: read },
  flush: async (): Promise<Outcome<null>> => failed('not-saved', 'no room'),
};

describe('the answer to a change', () => {
  it('comes after it is on disk', async () => {
    const order: string[] = [];
    const flush = async (): Promise<Outcome<null>> => {
      order.push('written');
      return success(null);
    };
    const handlers = acknowledged(
      { setNote: () => (order.push('changed'), success(null)) },
      { reading: { all: read.then(() => order.push('read')) }, flush },
    );
    const outcome = await handlers.setNote();
    order.push('answered');
    expect(outcome).toEqual(success(null));
    expect(order).toEqual(['read', 'changed', 'written', 'answered']);
  });

  it.each([
    'removeJobs',
    'restoreJobs',
    'renameBatch',
    'removeBatch',
    'restoreBatch',
    'setBatchCollects',
    'setBatchesArchived',
    'gatherJobs',
    'joinBatch',
    'leaveBatch',
    'collectBatch',
    'startDownloads',
    'cancelDownloads',
    'setDownloadsHeld',
    'downloadNext',
    'moveDownload',
    'retryFailedDownloads',
    'cancelWaitingDownloads',
    'chooseCommand',
    'clearCommand',
    'setCommandArguments',
    'saveKey',
    'removeKey',
    'importCliKey',
    'changeSettings',
    'chooseDownloadFolder',
    'answerKeepRunning',
    'setNote',
    'changeTags',
    'setArchived',
    'clearNotifications',
  ] as const)('says that it is in effect, but could not be saved yet: %s', async (name) => {
    const handlers = acknowledged({ [name]: () => success(null) }, full);
    expect(await handlers[name]?.()).toEqual({ ...success(null), isUnsaved: true });
  });

  it('is as it was where nothing has changed', async () => {
    const handlers = acknowledged({ setNote: () => failed('unknown-job') }, full);
    expect(await handlers.setNote()).toEqual(failed('unknown-job'));
  });
});

it('An answer that changes nothing waits for no disk', () => {
  const handlers = acknowledged({ copyText: () => success(null) }, full);
  expect(handlers.copyText()).toEqual(success(null));
});
