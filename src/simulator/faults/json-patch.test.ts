import { describe, expect, it } from 'vitest';
import { changedJson } from './json-patch.ts';

const ANSWER = '{"data":{"id":"a","timing":{"queued_at":null}},"list":[{"id":"b"}]}';
const changed = (set: Record<string, unknown>, remove: string[] = []): unknown =>
  JSON.parse(changedJson(ANSWER, { set, remove }));

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
});
