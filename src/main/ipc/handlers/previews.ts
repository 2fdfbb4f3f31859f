import { failed, success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../answer-request.ts';

export function previewHandlers(core: App) {
  return {
    preparePreview: async (ref) => {
      const file = await core.previews.open(ref);
      return file.ok ? success({ contentType: file.value.contentType, bytes: file.value.bytes }) : file;
    },
    readJobLog: ({ id }) => core.previews.readText({ id, slot: 'sim-log', index: 0 }),
    getJobJson: ({ id }) => {
      const job = core.jobs.get(id);
      return job === undefined ? failed('unknown-job') : success(JSON.stringify(job.record.raw, null, 2));
    },
  } satisfies Partial<Handlers>;
}
