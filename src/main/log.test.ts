import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { log, redactKeys } from './log.ts';

const key = `rgyd_live_${'Ab0-_'.repeat(8)}xyz`;

describe('a line of the log', () => {
  let written = '';
  beforeEach(() => {
    written = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is the message alone where there is no error', () => {
    log('Started.');
    expect(written).toBe('Started.\n');
  });

  it('says where an error comes from', () => {
    const error = new Error('no room');
    log('Writing failed', error);
    expect(written).toBe(`Writing failed: ${error.stack ?? ''}\n`);
  });

  it('makes do with the words of an error that says no more', () => {
    const bare = new Error('no room');
    delete bare.stack;
    log('Writing failed', bare);
    log('Writing failed', 'no room');
    expect(written).toBe('Writing failed: no room\nWriting failed: no room\n');
  });

  it('shows no key, neither of the message nor of the error', () => {
    log(`With ${key}`, new Error(`Bearer ${key}, twice: ${key}`));
    expect(written).not.toContain(key.slice(0, 14));
    expect(written).not.toContain('xyz');
    expect(written).toContain('With [key]: Error: Bearer [key], twice: [key]');
  });
});

describe('text without keys', () => {
  it.each([
    [`"${key}"`, '"[key]"'],
    [`?key=${key}&x=1`, '?key=[key]&x=1'],
    [`${key} ${key.replace('live', 'test')}`, '[key] [key]'],
    ['rgyd_live_', 'rgyd_live_'],
    ['a job abc123', 'a job abc123'],
  ])('%s reads %s', (text, expected) => {
    expect(redactKeys(text)).toBe(expected);
  });
});
