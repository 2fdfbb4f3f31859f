import { describe, expect, it, vi } from 'vitest';
import { digestOf, KnownAnswers } from './known-answers.ts';
import { answeringClient as setUp, json } from './testing/answering-client.ts';

describe('known answers', () => {
  it('are found by the job and the bytes', () => {
    const known = new KnownAnswers<string>();
    known.keep('a', digestOf('key', 'one'), 'first');
    expect(known.find('a', digestOf('key', 'one'))).toBe('first');
    expect(known.find('a', digestOf('key', 'two'))).toBeUndefined();
    expect(known.find('a', digestOf('other key', 'one'))).toBeUndefined();
    expect(known.find('b', digestOf('key', 'one'))).toBeUndefined();
    known.forget('a');
    expect(known.find('a', digestOf('key', 'one'))).toBeUndefined();
  });

  it('are the newest five thousand', () => {
    const known = new KnownAnswers<number>();
    for (let job = 0; job <= 5_000; job += 1) known.keep(`${job}`, 'digest', job);
    expect([known.find('0', 'digest'), known.find('1', 'digest')]).toEqual([undefined, 1]);
  });
});

describe('asking for a job again', () => {
  it('parses an answer once while it stays the same, and gives the very same object again', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const running = json({ data: { id: 'a', status: 'running', progress: 5 } });
    const { client, setKey } = setUp(
      running,
      running,
      running,
      json({ data: { id: 'a', status: 'running' } }),
    );
    const first = await client.getJob('a');
    const before = parse.mock.calls.length;
    const second = await client.getJob('a');
    expect(parse.mock.calls.length).toBe(before);
    parse.mockRestore();
    if (!first.ok || !second.ok) throw new Error('It was not read.');
    expect(second.value).toBe(first.value);
    setKey(`rgyd_test_${'b'.repeat(43)}`);
    const withAnotherKey = await client.getJob('a');
    expect(withAnotherKey).toEqual(first);
    if (withAnotherKey.ok) expect(withAnotherKey.value).not.toBe(first.value);
    expect(await client.getJob('a')).toMatchObject({ value: { job: { progress: null } } });
  });

  it('takes another key out of the same answer', async () => {
    const other = `rgyd_test_${'b'.repeat(43)}`;
    const { client, setKey } = setUp(json({ data: { id: 'a', status: 'running', stage: other } }));
    expect(await client.getJob('a')).toMatchObject({ value: { job: { stage: other } } });
    setKey(other);
    expect(await client.getJob('a')).toMatchObject({ value: { job: { stage: '[key removed]' } } });
  });
});
