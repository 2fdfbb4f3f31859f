import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { success } from '../../../shared/errors.ts';
import { useHandlers } from '../../testing/handlers-harness.ts';

const setUp = useHandlers();

it('a report is saved as the person saw it, where they say', async () => {
  const { handlers, answers, told, folder } = await setUp();
  expect(await handlers.saveReport(undefined)).toMatchObject({ failure: { code: 'invalid-request' } });
  expect(await handlers.prepareReport(undefined)).toEqual(success({ text: 'a report of 3 jobs' }));
  expect(await handlers.saveReport(undefined)).toEqual(success(null));
  answers.chosen = join(folder, 'report.txt');
  expect(await handlers.saveReport(undefined)).toEqual(success({ fileName: 'report.txt' }));
  expect(await readFile(answers.chosen, 'utf8')).toBe('a report of 3 jobs');
  expect(told.at(-1)).toEqual(['save', expect.stringMatching(/^Rigyd Desk report \d{4}-\d\d-\d\d\.txt$/)]);
});

it('a report that can’t be written says so', async () => {
  const { handlers, answers, folder } = await setUp();
  await handlers.prepareReport(undefined);
  answers.chosen = join(folder, 'missing', 'report.txt');
  expect(await handlers.saveReport(undefined)).toMatchObject({ ok: false });
});

it('licences that lie beside the app are opened by name', async () => {
  const { handlers, told } = await setUp();
  expect(await handlers.findNotices(undefined)).toEqual(success(['chromium']));
  expect(await handlers.openNotices({ name: 'chromium' })).toEqual(success(null));
  expect(told.at(-1)).toEqual(['notices', 'chromium']);
});
