import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pathRequestNames, requestNames, type RequestName } from './channels.ts';
import { requests, type RequestParams } from './contract.ts';
import { newestOnTop, noFilter, statusGroups } from './saved-view.ts';
import { firstView } from './last-view.ts';
import { settingsSchema } from './settings.ts';
import { fileSource } from './source.ts';

const accepts = (name: RequestName, params: unknown): boolean =>
  requests[name].params.safeParse(params).success;

/** A payload of every request that carries one. */
const payloads: { [N in RequestName as RequestParams<N> extends undefined ? never : N]: RequestParams<N> } = {
  getRows: { before: 7 },
  chooseLinkHandling: { isHere: true },
  noteInView: { ids: ['abc123'] },
  getJobDetail: { id: 'abc123' },
  compareJobs: { ids: ['abc123'] },
  keepLastView: { view: { ...firstView, scroll: { id: 'abc123', above: 12 }, openId: 'abc123' } },
  addJobs: { texts: [{ text: 'abc123', source: { kind: 'pasted' } }], name: 'For the fair' },
  answerAddConfirmation: { number: 1, isConfirmed: true },
  cancelAdding: { number: 1 },
  removeJobs: { ids: ['abc123'] },
  restoreJobs: { ids: ['abc123'] },
  checkJobs: { ids: ['abc123'] },
  renameBatch: { id: 'b1', name: 'For the fair' },
  removeBatch: { id: 'b1', withJobs: true },
  restoreBatch: { id: 'b1' },
  setBatchCollects: { id: 'b1', collects: true },
  setBatchesArchived: { ids: ['b1'], archived: true },
  gatherJobs: { ids: ['abc123'], name: 'For the fair' },
  joinBatch: { id: 'b1', ids: ['abc123'] },
  leaveBatch: { id: 'b1', ids: ['abc123'] },
  collectBatch: { id: 'b1' },
  openBatchFolder: { id: 'b1' },
  estimateDownloads: { ids: ['abc123'] },
  startDownloads: { ids: ['abc123'], format: 'usd' },
  cancelDownloads: { ids: ['abc123'] },
  setDownloadsHeld: { ids: ['abc123'], held: true },
  downloadNext: { id: 'abc123' },
  moveDownload: { id: 'abc123', by: -1 },
  showInFolder: { id: 'abc123' },
  getResultFiles: { id: 'abc123' },
  dragResults: { ids: ['abc123'] },
  setCommandArguments: { arguments: ['{folder}'] },
  judgeAgain: { id: 'abc123' },
  copyJobJson: { id: 'abc123' },
  getJobJson: { id: 'abc123' },
  preparePreview: { id: 'abc123', slot: 'texture', index: 0 },
  readJobLog: { id: 'abc123' },
  copyJobLog: { id: 'abc123' },
  saveFile: { id: 'abc123', slot: 'model', index: 0, to: 'downloads' },
  cancelFile: { id: 'abc123', slot: 'model', index: 0 },
  openFile: { id: 'abc123', slot: 'model', index: 0 },
  showSavedFile: { id: 'abc123', slot: 'model', index: 0 },
  dragFile: { id: 'abc123', slot: 'texture', index: 3 },
  fetchToDrag: { id: 'abc123', slot: 'texture', index: 3 },
  openAsset: { source: { kind: 'job', id: 'abc123', part: 'result-usd' }, evenIfLarge: false },
  cancelAsset: { source: { kind: 'own', number: 1 } },
  releaseAsset: { token: 't0123abc' },
  openResultHere: { id: 'abc123' },
  findThumbnails: { results: ['result'] },
  keepThumbnails: {
    id: 'abc123',
    result: 'result',
    files: { small: new Uint8Array([0]), single: new Uint8Array([1]), strip: new Uint8Array([2]) },
  },
  offerPaths: { paths: ['/home/ada/chair.usd'] },
  answerLookOffer: { number: 1, isWanted: true },
  closeOpenedAsset: { number: 1 },
  copyText: { text: 'abc123' },
  editText: { action: 'paste' },
  importCliKey: { lastFour: 'wxyz', keep: 'keychain' },
  saveKey: { key: 'rgyd_test_abc', keep: 'keychain' },
  changeSettings: { format: 'usd', theme: 'dark' },
  chooseDownloadFolder: { reset: false },
  readNotifications: { upTo: 3 },
  clearNotifications: { upTo: 3 },
  answerKeepRunning: { keepRunning: true },
  dismissBanner: { kind: 'write-failed' },
  openWebPage: { page: 'service' },
  openNotices: { name: 'chromium' },
  showAppMenu: { x: 12, y: 48 },
  setNote: { id: 'abc123', note: 'fine' },
  changeTags: { ids: ['abc123'], add: ['oak'], remove: [] },
  setArchived: { ids: ['abc123'], archived: true },
  setReview: { ids: ['abc123'], standing: 'rejected', reason: 'Wrong mass' },
  exportJobs: { ids: ['abc123'], format: 'csv' },
  copyJobsTable: { ids: ['abc123'] },
};
const optional = ['addJobs.name', 'startDownloads.format', 'changeSettings.format', 'changeSettings.theme'];
// A program may be run without any argument.
const mayBeEmpty = [
  'setCommandArguments.arguments',
  'changeTags.add',
  'changeTags.remove',
  'noteInView.ids',
  'offerPaths.paths',
];
const withPayload = Object.entries(payloads) as [keyof typeof payloads, object][];
const withoutPayload = requestNames.filter((name) => !(name in payloads));
const fields = withPayload.flatMap(([name, payload]) =>
  Object.keys(payload).map((field) => ({ name, field, payload })),
);
const without = (payload: object, field: string) =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => name !== field));

describe('the contract', () => {
  it('has a schema for every request, and for nothing else', () => {
    expect(Object.keys(requests).toSorted()).toEqual([...requestNames, ...pathRequestNames].toSorted());
  });

  it.each(withPayload)('takes a fitting payload of %s and refuses anything more', (name, payload) => {
    expect(accepts(name, payload)).toBe(true);
    expect(accepts(name, { ...payload, more: 1 })).toBe(false);
  });

  it.each(withPayload)('refuses a payload of %s that is no object', (name, payload) => {
    for (const params of [undefined, null, 'abc123', 7, [payload]]) expect(accepts(name, params)).toBe(false);
  });

  it.each(withoutPayload)('takes nothing at all with %s', (name) => {
    expect(accepts(name, undefined)).toBe(true);
    for (const params of [null, {}, 'abc123', 7]) expect(accepts(name, params)).toBe(false);
  });

  it.each(fields)('refuses another type for $field of $name', ({ name, field, payload }) => {
    const values = [
      name === 'getRows' ? '7' : -0.5,
      null,
      { a: 1 },
      [7],
      ...(mayBeEmpty.includes(`${name}.${field}`) ? [] : [[]]),
    ];
    for (const value of values) expect(accepts(name, { ...payload, [field]: value })).toBe(false);
  });

  it.each(fields)('knows whether $name can do without $field', ({ name, field, payload }) => {
    expect(accepts(name, without(payload, field))).toBe(optional.includes(`${name}.${field}`));
  });
});

/** Where a schema takes a text or a list of any length: `savedViews[].filter.statuses`. */
function endlessIn(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, items, properties, anyOf, maxLength, maxItems, ...rest } = schema as Record<string, unknown>;
  const isFixed = 'enum' in rest || 'const' in rest;
  const isEndless =
    (type === 'string' && !isFixed && maxLength === undefined) ||
    (type === 'array' && maxItems === undefined);
  return [
    ...(isEndless ? [path] : []),
    ...endlessIn(items, `${path}[]`),
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => endlessIn(inner, `${path}.${name}`)),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((inner) => endlessIn(inner, path)) : []),
  ];
}

const endlessOf = (schema: z.ZodType): string[] =>
  endlessIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }));

describe('the contract, on sizes', () => {
  it.each(withPayload.map(([name]) => name))('lets %s carry no text and no list of any length', (name) => {
    expect(endlessOf(requests[name].params)).toEqual([]);
  });

  it('keeps no setting of any length', () => {
    expect(endlessOf(settingsSchema)).toEqual([]);
  });

  it('refuses a view with more states than there are', () => {
    const statuses = Array<string>(1_000).fill('waiting');
    const view = { id: 'v1', name: 'Mine', filter: { ...noFilter, statuses }, sort: newestOnTop };
    expect(accepts('changeSettings', { savedViews: [view] })).toBe(false);
    const each = { ...view, filter: { ...noFilter, statuses: [...statusGroups] } };
    expect(accepts('changeSettings', { savedViews: [each] })).toBe(true);
  });
});

describe('the contract, on job IDs', () => {
  it.each(['.', '..', '....'])('refuses %s, which leads out of its place in a URL', (id) => {
    expect(accepts('getJobDetail', { id })).toBe(false);
    expect(accepts('checkJobs', { ids: ['abc123', id] })).toBe(false);
  });

  it.each(['\ud810abc', 'abc\udc00', 'a\0b', 'a\nb', 'a\tb', 'a\uffff'])(
    'refuses %j, which no address and no file can hold',
    (id) => {
      expect(accepts('getJobDetail', { id })).toBe(false);
      expect(accepts('checkJobs', { ids: ['abc123', id] })).toBe(false);
    },
  );

  it('takes dots within an ID', () => {
    for (const id of ['.a', 'a.', '..a..', 'v1.2']) expect(accepts('getJobDetail', { id })).toBe(true);
  });

  it('takes 1 to 256 characters', () => {
    expect([0, 1, 256, 257].map((length) => accepts('showInFolder', { id: 'a'.repeat(length) }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('takes each once', () => {
    const ids = ['abc123', 'def456', 'abc123'];
    expect(requests.dragResults.params.parse({ ids })).toEqual({ ids: ['abc123', 'def456'] });
  });

  it('takes 1 to a million at once: a list may hold more than was given to it at once', () => {
    const many = (length: number) => ({ ids: Array<string>(length).fill('abc123') });
    expect([0, 1, 1_000_000, 1_000_001].map((length) => accepts('removeJobs', many(length)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the contract, on limits and choices', () => {
  it.each([
    ['addJobs', 'name', 120],
    ['renameBatch', 'name', 120],
    ['copyText', 'text', 32 * 1024 * 1024],
    ['saveKey', 'key', 4096],
  ] as const)('takes in %s a %s of at most %d characters', (name, field, most) => {
    expect(accepts(name, { ...payloads[name], [field]: 'a'.repeat(most) })).toBe(true);
    expect(accepts(name, { ...payloads[name], [field]: 'a'.repeat(most + 1) })).toBe(false);
  });

  it.each([
    ['text', 32 * 1024 * 1024, (text: string) => ({ text, source: { kind: 'pasted' } })],
    ['file name', 260, (name: string) => ({ text: 'abc123', source: fileSource(name) })],
  ])('takes a %s of at most %d characters', (_field, max, textOf) => {
    const params = (length: number) => ({ texts: [textOf('a'.repeat(length))] });
    expect([max, max + 1].map((length) => accepts('addJobs', params(length)))).toEqual([true, false]);
  });

  it('takes two thousand texts at once, a folder of a thousand among them, and no name of blanks', () => {
    const params = (length: number) => ({
      texts: Array(length).fill({ text: 'abc123', source: fileSource('a.txt') }),
    });
    expect([2_000, 2_001].map((length) => accepts('addJobs', params(length)))).toEqual([true, false]);
    expect(accepts('renameBatch', { id: 'b1', name: '  ' })).toBe(false);
  });

  it.each([
    ['startDownloads', 'format', ['usd', 'mjcf', 'all']],
    ['changeSettings', 'format', ['usd', 'mjcf', 'all']],
    ['changeSettings', 'theme', ['system', 'light', 'dark']],
    ['saveKey', 'keep', ['keychain', 'session']],
    ['dismissBanner', 'kind', ['database-damaged', 'jobs-restored', 'database-unavailable', 'write-failed']],
  ] as const)('offers in %s for %s only what there is', (name, field, choices) => {
    for (const choice of choices) expect(accepts(name, { ...payloads[name], [field]: choice })).toBe(true);
    expect(accepts(name, { ...payloads[name], [field]: 'else' })).toBe(false);
  });

  it('lets no page name the folder that results go to', () => {
    expect(accepts('changeSettings', { downloadFolder: '/etc' })).toBe(false);
    expect(accepts('chooseDownloadFolder', { reset: true, folder: '/etc' })).toBe(false);
  });
});
