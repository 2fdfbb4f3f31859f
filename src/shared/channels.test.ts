import { describe, expect, it } from 'vitest';
import { pathRequestNames, pushNames, requestNames, wireName } from './channels.ts';

describe('names on the wire', () => {
  it('are the app’s own and told apart', () => {
    const names = [...requestNames, ...pathRequestNames, ...pushNames].map(wireName);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^rigyd:[a-zA-Z]+$/.test(name))).toBe(true);
  });
});
