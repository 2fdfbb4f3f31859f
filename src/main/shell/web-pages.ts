import { shell } from 'electron';
import type { WebPage } from '../../shared/contract.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { log } from '../log/log.ts';
import { webAddresses } from './web-addresses.ts';

/** Opens a page of the service in the person’s browser. No other address is ever handed to the system. */
export async function openWebPage(page: WebPage): Promise<Outcome<null>> {
  const address = webAddresses[page];
  try {
    await shell.openExternal(address);
    return success(null);
  } catch (error) {
    log('A web page could not be opened', error);
    return failed('no-browser', address);
  }
}
