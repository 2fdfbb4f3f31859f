import { success, type Failure, type Outcome } from '../../shared/errors.ts';

export interface RedirectRules<F extends Failure> {
  /** After more redirects than this, `tooMany` is the outcome. */
  maxRedirects: number;
  tooMany: F;
  /** The statuses that are followed if they name a location; left out, every 3xx. */
  statuses?: ReadonlySet<number>;
  /**
   * Sends one request, for which `fetch` must be told to follow no redirect by itself, and with nothing that this address
   * must not get.
   *
   * @param hop how many redirects led here, 0 for the first request
   */
  request: (url: URL, hop: number) => Promise<Outcome<Response, F>>;
  /**
   * Decides whether a redirect is followed, before anything is sent where it leads.
   *
   * @param location as the host wrote it, perhaps relative or no URL at all
   * @param from the address that redirects
   * @returns the address to go on with
   */
  check: (location: string, from: URL) => Promise<Outcome<URL, F>>;
}

/** An answer that is no redirect, and the address that gave it. */
export interface FinalAnswer {
  response: Response;
  url: URL;
}

/**
 * Sends a request and follows redirects, one checked hop at a time. This is a security boundary: an answer names where to
 * go next, and the caller's `check` is what keeps the key, and this machine's network, out of its reach. The body of each
 * redirect is cancelled, so that its connection is free.
 */
export async function followRedirects<F extends Failure>(
  first: URL,
  { maxRedirects, tooMany, statuses, request, check }: RedirectRules<F>,
): Promise<Outcome<FinalAnswer, F>> {
  let url = first;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answered = await request(url, hop);
    if (!answered.ok) return answered;
    const response = answered.value;
    const location = response.headers.get('location');
    const { status } = response;
    const isRedirect = statuses?.has(status) ?? (status >= 300 && status < 400);
    if (!isRedirect || location === null) return success({ response, url });
    await response.body?.cancel();
    const next = await check(location, url);
    if (!next.ok) return next;
    url = next.value;
  }
  return { ok: false, failure: tooMany };
}
