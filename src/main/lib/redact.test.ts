import { describe, expect, it } from 'vitest';
import { keepOutOfLogs, redact } from './redact.ts';

const key = `rgyd_live_${'Ab0-_'.repeat(8)}xyz`;

describe('text for the log', () => {
  it.each([
    [`"${key}"`, '"[key]"'],
    [`?key=${key}&x=1`, '?key=[key]&x=1'],
    [`${key} ${key.replace('live', 'test')}`, '[key] [key]'],
    ['rgyd_live_', 'rgyd_live_'],
    ['a job abc123', 'a job abc123'],
  ])('%s reads %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('has no key that was entered, whatever it looks like, also not escaped', () => {
    const secret = 'p"ss/w\\rd+of=twenty&signs';
    keepOutOfLogs(` ${secret}\n`);
    expect(redact(`plain ${secret}.`)).toBe('plain [key].');
    expect(redact(`json ${JSON.stringify({ secret })}`)).toBe('json {"secret":"[key]"}');
    expect(redact(`address ?k=${encodeURIComponent(secret)}`)).toBe('address ?k=[key]');
  });

  it('says nothing where a key was hidden by percent-encoding a part of it', () => {
    keepOutOfLogs('rgyd_live_partly-encoded');
    expect(redact('GET https://files.example/?k=rgyd_live_partl%2579-encoded')).toBe('[key]');
  });

  it('has no half of a surrogate that was entered with a key either', () => {
    keepOutOfLogs(`${key.slice(0, 30)}\ud800`);
    expect(redact(`no ${key.slice(0, 30)}\ud800`)).toBe('no [key]');
  });

  it('stays readable when something far too short was entered', () => {
    keepOutOfLogs('a');
    keepOutOfLogs('');
    expect(redact('a job')).toBe('a job');
  });

  it('names no home folder, which has the person’s name', () => {
    expect(redact('ENOENT: /home/ada/.config/x and /home/ada/y', '/home/ada')).toBe(
      'ENOENT: ~/.config/x and ~/y',
    );
    expect(redact('/etc/x', '/')).toBe('/etc/x');
  });
});
