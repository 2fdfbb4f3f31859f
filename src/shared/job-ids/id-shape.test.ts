import { describe, expect, it } from 'vitest';
import { endOfToken, hasKnownShape, isLoneId, isPlausibleId } from './id-shape.ts';

const generated = 'cmq1x2y3z4a5b6c7d8e9f0g1';
const withoutDigit = 'qwertyuiopasdfghjklzxcvb';

describe('where a job ID belongs', () => {
  it.each([
    generated,
    withoutDigit,
    'abc1',
    'abc123',
    'sim_xyz',
    'V1StGXR8_Z5jdHi6B-myT',
    '_a1-',
    '123e4567-e89b-42d3-a456-426614174000',
    `a1${'x'.repeat(126)}`,
  ])('%s can be one', (token) => {
    expect(isPlausibleId(token)).toBe(true);
  });

  it.each([
    ['too short', 'ab1'],
    ['too long', `a1${'x'.repeat(127)}`],
    ['a word', 'pricing'],
    ['a word of 24 letters, one of them a capital', `Q${withoutDigit.slice(1)}`],
    ['a number', '123456'],
    ['a number as long as an ID', '123456789012345678901234'],
    ['a date', '2026-05-06'],
    ['the name of an output', 'sim_video'],
    ['the name of an output', 'sim_gif'],
    ['the name of an output', 'sim_log'],
    ["the pipeline's ID", 'phy_a1b2c3d4'],
    ["the pipeline's ID in capitals", 'PHY_A1B2C3D4'],
    ['a part of a key', 'rgyd_live_a1'],
    ['a file name', 'a1b2c3.glb'],
    ['an ID that was cut', 'abc123...'],
    ['two', 'abc123 abc123'],
    ['a line behind it', 'abc123\n'],
    ['nothing', ''],
  ])('%s cannot', (_, token) => {
    expect(isPlausibleId(token)).toBe(false);
  });
});

describe('alone on a line', () => {
  it('an ID has six characters at least', () => {
    expect(isLoneId('abc123')).toBe(true);
    expect(isLoneId('abc12')).toBe(false);
    expect(isLoneId('hello-there')).toBe(false);
  });
});

describe('in running text', () => {
  it.each([generated, '0123456789abcdef01234567', 'sim_0a1b2c3d4e', 'job_0a1b2c3d4e', 'conv_0a1b2c3d4e'])(
    '%s has the shape of an ID',
    (token) => {
      expect(hasKnownShape(token)).toBe(true);
    },
  );

  it.each([
    generated.slice(1),
    `${generated}h`,
    generated.toUpperCase(),
    withoutDigit,
    '123456789012345678901234',
    'sim_0a1b2c3d4',
    'sim_controller',
    'req_0a1b2c3d4e',
    '0123456789abcdef0123456789abcdef01234567',
  ])('%s has not', (token) => {
    expect(hasKnownShape(token)).toBe(false);
  });

  it('no digit is asked for behind the word "job", a letter is', () => {
    expect(hasKnownShape(withoutDigit, true)).toBe(true);
    expect(hasKnownShape('123456789012345678901234', true)).toBe(false);
  });
});

describe('the end of a token', () => {
  it('is where another character stands, or the text ends', () => {
    expect(endOfToken('(aZ09_-)', 1)).toBe(7);
    expect(endOfToken('abc', 0)).toBe(3);
    for (const other of ['/', ':', '@', '[', '`', '{', '.', 'é']) expect(endOfToken(`a${other}a`, 0)).toBe(1);
  });
});
