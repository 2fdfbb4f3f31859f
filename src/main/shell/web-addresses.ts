import type { WebPage } from '../../shared/contract.ts';

/** All web pages that the app ever opens. */
export const webAddresses: Record<WebPage, string> = {
  service: 'https://rigyd.com',
};
