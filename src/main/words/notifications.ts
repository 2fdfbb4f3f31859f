/** Problems that the system's notifications tell of; what has finished is told in the words that the window shares. */
export const notificationWords = {
  keyRejected: {
    title: 'Rigyd rejects your API key',
    text: (lastFour: string) =>
      `Jobs aren’t checked while Rigyd rejects the key ending in ${lastFour}. Retrying automatically; open Rigyd Desk to enter another key.`,
  },
  keyUnreadable: {
    title: 'Couldn’t read your API key',
    silent:
      'Your system keychain isn’t responding, so jobs aren’t checked. Open Rigyd Desk to try again, or to enter the key for this session.',
    withheld:
      'Your system keychain didn’t provide it, so jobs aren’t checked. Unlock the keychain, or open Rigyd Desk.',
  },
};
