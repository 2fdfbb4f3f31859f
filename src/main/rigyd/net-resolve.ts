import type { Session } from 'electron';
import type { ResolveHost } from './address-check.ts';

/** Looks names up as Chromium does for a session: with its cache, the system's hosts file and its proxies. */
export const createNetResolve =
  (session: Session): ResolveHost =>
  async (url) => {
    try {
      const { endpoints } = await session.resolveHost(url.hostname);
      return endpoints.map(({ address }) => address);
    } catch (error) {
      // Behind a proxy this machine may know no names of the world outside.
      if ((await session.resolveProxy(url.href)) !== 'DIRECT') return [];
      throw error;
    }
  };
