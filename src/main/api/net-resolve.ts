import type { Session } from 'electron';
import type { ResolveHost } from './address-check.ts';

/** Looks names up as Chromium does for the session of the moment: with its cache, the system's hosts file and its proxies. */
export const createNetResolve =
  (sessionOf: () => Session): ResolveHost =>
  async (url) => {
    const session = sessionOf();
    try {
      const { endpoints } = await session.resolveHost(url.hostname);
      return endpoints.map(({ address }) => address);
    } catch (error) {
      // Behind a proxy this machine may know no names of the world outside.
      if ((await session.resolveProxy(url.href)) !== 'DIRECT') return [];
      throw error;
    }
  };
