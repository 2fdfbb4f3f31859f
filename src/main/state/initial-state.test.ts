import { describe, expect, it } from 'vitest';
import { initialState } from './initial-state.ts';

const sessionAt = (baseUrl: string) => initialState(new URL(baseUrl)).session;

describe('the session before anything is known', () => {
  it('is of the live service', () => {
    expect(sessionAt('https://api.rigyd.com/api')).toEqual({
      key: { kind: 'reading' },
      connection: { kind: 'idle' },
      api: { host: 'api.rigyd.com', origin: 'https://api.rigyd.com', overridden: false },
    });
  });

  it('says where it is of another', () => {
    expect(sessionAt('http://127.0.0.1:4010/api').api).toEqual({
      host: '127.0.0.1:4010',
      origin: 'http://127.0.0.1:4010',
      overridden: true,
    });
    expect(sessionAt('https://api.rigyd.com/api/v2').api.overridden).toBe(true);
  });
});
