import { describe, expect, it, vi } from 'vitest';
import { failed, success, type Failure } from '../../shared/errors.ts';
import { followRedirects, type RedirectRules } from './follow-redirects.ts';

const first = new URL('https://api.example/a');
const tooMany: Failure = { code: 'bad-answer', text: 'circle' };
const redirect = (location: string, status = 302, body: ReadableStream | null = null): Response =>
  new Response(body, { status, headers: { location } });

/** Follows with the given answers, one for each request. */
async function follow(answers: Response[], check?: RedirectRules<Failure>['check']) {
  const requests: [string, number][] = [];
  const checks: [string, string][] = [];
  const outcome = await followRedirects<Failure>(first, {
    maxRedirects: 2,
    tooMany,
    async request(url, hop) {
      requests.push([url.href, hop]);
      return success(answers.shift() ?? new Response('end'));
    },
    async check(location, from) {
      checks.push([location, from.href]);
      return check === undefined ? success(new URL(location, from)) : check(location, from);
    },
  });
  return { outcome, requests, checks };
}

describe('following redirects', () => {
  it('gives the answer and the address that it came from, without a check where nothing redirects', async () => {
    const response = new Response('here');
    const { outcome, checks } = await follow([response]);
    expect(outcome).toEqual(success({ response, url: first }));
    expect(checks).toEqual([]);
  });

  it('checks each hop before it is requested, relative to the one before', async () => {
    const { outcome, requests, checks } = await follow([redirect('https://files.example/b'), redirect('c')]);
    expect(outcome.ok && outcome.value.url.href).toBe('https://files.example/c');
    expect(checks).toEqual([
      ['https://files.example/b', 'https://api.example/a'],
      ['c', 'https://files.example/b'],
    ]);
    expect(requests).toEqual([
      ['https://api.example/a', 0],
      ['https://files.example/b', 1],
      ['https://files.example/c', 2],
    ]);
  });

  it('goes where the check says, not where the host says', async () => {
    const { requests } = await follow([redirect('//wrong.example')], async () =>
      success(new URL('https://checked.example/')),
    );
    expect(requests.at(-1)).toEqual(['https://checked.example/', 1]);
  });

  it('sends nothing to an address that is refused', async () => {
    const refused = failed('address-refused', 'inside');
    const { outcome, requests } = await follow([redirect('https://10.0.0.7/')], async () => refused);
    expect(outcome).toEqual(refused);
    expect(requests).toEqual([['https://api.example/a', 0]]);
  });

  it('sends nothing where the check throws', async () => {
    const fails = follow([redirect('https://nowhere.example/')], () => Promise.reject(new Error('no host')));
    await expect(fails).rejects.toThrow('no host');
  });

  it('frees the connection of each redirect', async () => {
    const cancel = vi.fn();
    await follow([redirect('/b', 302, new ReadableStream({ cancel }))]);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('ends with a failure of its own after too many, the last of which is still checked', async () => {
    const { outcome, requests, checks } = await follow(['/b', '/c', '/d'].map((to) => redirect(to)));
    expect(outcome).toEqual({ ok: false, failure: tooMany });
    expect(requests).toHaveLength(3);
    expect(checks).toHaveLength(3);
  });

  it.each([300, 301, 302, 303, 307, 308])('follows a %i', async (status) => {
    const { requests } = await follow([redirect('/b', status)]);
    expect(requests.at(-1)?.[0]).toBe('https://api.example/b');
  });

  it.each([
    ['a 200 that names an address', new Response('', { status: 200, headers: { location: '/b' } })],
    ['a 404 that names an address', new Response('', { status: 404, headers: { location: '/b' } })],
    ['a 302 that names none', new Response(null, { status: 302 })],
  ])('takes %s for the answer', async (_what, response) => {
    const { outcome, requests } = await follow([response]);
    expect(outcome.ok && outcome.value.response).toBe(response);
    expect(requests).toHaveLength(1);
  });

  it('stops at a request that fails', async () => {
    const offline = failed('offline');
    const request = vi.fn(async () => offline);
    const check = vi.fn();
    expect(await followRedirects<Failure>(first, { maxRedirects: 2, tooMany, request, check })).toEqual(
      offline,
    );
    expect(request).toHaveBeenCalledOnce();
    expect(check).not.toHaveBeenCalled();
  });
});
