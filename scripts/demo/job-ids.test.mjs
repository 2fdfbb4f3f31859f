import { describe, expect, it } from 'vitest';
import { parseAnnouncement } from '../simulator/process.mjs';
import { listJobIds } from './job-ids.mjs';

describe('listJobIds', () => {
  it('asks the service with the key', async () => {
    /** @type {unknown[]} */
    const asked = [];
    /** @type {typeof fetch} */
    const request = async (url, options) => {
      asked.push(String(url), new Headers(options?.headers).get('authorization'));
      return Response.json({ data: [{ id: 'a' }, { id: 'b' }] });
    };
    expect(await listJobIds({ baseUrl: 'http://127.0.0.1:1/api', key: 'k' }, request)).toEqual(['a', 'b']);
    expect(asked).toEqual(['http://127.0.0.1:1/api/conversions?page=1&pageSize=25', 'Bearer k']);
  });

  it('fails when the service refuses', async () => {
    const request = async () => new Response('', { status: 401 });
    await expect(listJobIds({ baseUrl: 'http://127.0.0.1:1/api', key: 'k' }, request)).rejects.toThrow('401');
  });
});

describe('parseAnnouncement', () => {
  it('reads where the simulator is and what opens it', () => {
    const line = '{"baseUrl":"http://127.0.0.1:1/api","key":"rgyd_test_x","other":1}';
    expect(parseAnnouncement(line)).toEqual({ baseUrl: 'http://127.0.0.1:1/api', key: 'rgyd_test_x' });
  });

  it.each(['', 'Error: no', 'null', '{}', '{"baseUrl":1,"key":"k"}', '{"baseUrl":"u"}'])(
    'does not take %j for it',
    (line) => {
      expect(parseAnnouncement(line)).toBeNull();
    },
  );
});
