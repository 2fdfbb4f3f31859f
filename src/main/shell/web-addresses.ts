import type { WebPage } from '../../shared/contract.ts';

/** All web pages that the app ever opens. */
export const webAddresses: Record<WebPage, string> = {
  // Where keys are made as well, under “Settings”: https://docs.rigyd.com/authentication. No address of a job is documented.
  service: 'https://app.rigyd.com',
  documentation: 'https://docs.rigyd.com',
};
