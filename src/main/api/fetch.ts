/** `fetch` that answers a redirect with the 3xx itself when asked for `redirect: 'manual'`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
