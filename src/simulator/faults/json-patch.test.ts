import { describe, expect, it } from 'vitest';
import { changedJson } from './json-patch.ts';

const ANSWER = '{"data":{"id":"a","timing":{"queued_at":null}},"list":[{"id":"b"}]}';
const NOTHING = { set: {}, remove: [], move: {}, raw: {} };
const changed = (set: Record<string, unknown>, remove: string[] = []): unknown =>
  JSON.parse(changedJson(ANSWER, { ...NOTHING, set, remove }));

describe('changedJson', () => {
  it('sets fields at any depth, lists included', () => {
    expect(changed({ 'data.timing.queued_at': 7, 'list.0.id': null, extra: true })).toEqual({
      data: { id: 'a', timing: { queued_at: 7 } },
      list: [{ id: null }],
      extra: true,
    });
  });

  it('removes fields', () => {
    expect(changed({}, ['data.id', 'list'])).toEqual({ data: { timing: { queued_at: null } } });
  });

  it('leaves alone what is not there', () => {
    expect(changed({ 'data.id.deeper': 1, 'none.at.all': 1 }, ['none.at'])).toEqual(JSON.parse(ANSWER));
  });

  it('leaves alone what is no JSON', () => {
    expect(changedJson('<html>', { ...NOTHING, set: { 'data.id': 1 } })).toBe('<html>');
  });

  it('reaches every entry of a list', () => {
    const text = '{"data":[{"id":1,"more":{}},{"id":2,"more":{}}]}';
    const json = changedJson(text, { ...NOTHING, set: { 'data.*.id': 'x' }, remove: ['data.*.more'] });
    expect(JSON.parse(json)).toEqual({ data: [{ id: 'x' }, { id: 'x' }] });
  });

  it('moves fields to places that need not be there yet', () => {
    const text = '{"data":{"user":{"email":"a@b.test"}},"meta":{"page":1}}';
    const paths = { meta: 'meta.pagination', 'data.user.email': 'data.email', none: 'some' };
    expect(JSON.parse(changedJson(text, { ...NOTHING, move: paths }))).toEqual({
      data: { user: {}, email: 'a@b.test' },
      meta: { pagination: { page: 1 } },
    });
  });

  it('puts in text that is no JSON', () => {
    const raw = { 'data.id': 'NaN', 'list.0.id': '[[' };
    expect(changedJson(ANSWER, { ...NOTHING, raw })).toBe(
      '{"data":{"id":NaN,"timing":{"queued_at":null}},"list":[{"id":[[}]}',
    );
  });
});
