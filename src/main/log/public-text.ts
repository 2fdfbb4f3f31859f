import { redact } from '../lib/redact.ts';

/** What tells a text of this machine and its person from one that anybody may read. */
export interface PrivateFacts {
  home: string;
  /** Where the app's own files are: stacks lead there. */
  appFolder: string;
  user: string;
  computer: string;
}

/** Shorter names are words of the language as well. */
const minNameLength = 3;

/** Files of code are named like hosts. */
const codeFile = /\.(?:[cm]?[jt]s|json|svelte|css|html|asar|node|log|wasm)$/i;
const serviceHost = /(?:^|\.)rigyd\.com$/i;

/**
 * A text of the log or of a problem as it may be made public: without keys, tokens, addresses and hosts of others, paths, IDs, and
 * without the name of the person or the computer. What may be one of these goes, also where it is none: a report with a hole in
 * it still helps, and one with a secret in it cannot be taken back.
 */
export function publicText(text: string, { home, appFolder, user, computer }: PrivateFacts): string {
  let result = appFolder.length > 1 ? text.replaceAll(appFolder, '[app]') : text;
  result = redact(result, home);
  for (const [name, mark] of [
    [user, '[user]'],
    [computer, '[computer]'],
  ] as const)
    if (name.length >= minNameLength) result = replaceWord(result, name, mark);
  return result
    .split('\n')
    .map((line) =>
      line
        .split(ownPlaces)
        .map((part, index) => (index % 2 === 1 ? part.replace(/^file:\/+/, '') : withoutSecrets(part)))
        .join(''),
    )
    .join('\n');
}

/** Where something is in the app's own code. */
const ownPlaces = /((?:file:\/{2,3})?\[app\][^\s"'`()]*|app:\/\/desk\/[^\s"'`()]*|node:[\w/.:-]+)/;

const withoutSecrets = (text: string): string => withoutTokens(withoutPlaces(text));

/** Addresses, paths and hosts. */
const withoutPlaces = (text: string): string =>
  text
    .replace(/[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>()]+/gi, '[address]')
    .replace(/[^\s"'<>()@]{1,100}@[^\s"'<>()@]{1,100}/g, '[address]')
    .replace(/(["'`])(?:~|\.{0,2}[\\/]|[a-z]:[\\/])[^"'`]*\1/gi, '$1[path]$1')
    .replace(/\((?:~|\.{0,2}[\\/]|[a-z]:[\\/])[^)]*\)/gi, '([path])')
    // A path may have spaces in it, so nobody knows where it ends.
    .replace(/(?<![\w\]\\/.:-])(?:~|\.{0,2})[\\/](?=[^\s]).*$/, '[path]')
    .replace(/(?<!\w)[a-z]:[\\/].*$/i, '[path]')
    .replace(/(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?/gi, (host) =>
      codeFile.test(host) || serviceHost.test(host) || /^[A-Z]\w*\.\w+$/.test(host) ? host : '[host]',
    )
    .replace(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.])/g, '[host]');

/** Named secrets, and whatever is long and mixed enough to be a token, a signature or an ID. */
const withoutTokens = (text: string): string =>
  text
    .replace(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [removed]')
    .replace(
      /\b([\w-]{0,40}(?:token|secret|password|signature|credential|authorization|cookie|key))(["']?\s?[:=]\s?["']?)[^\s"',;&]+/gi,
      '$1$2[removed]',
    )
    .replace(/[\w+=-]{16,}/g, (word) => (/\d/.test(word) && /[a-z]/i.test(word) ? '[removed]' : word));

function replaceWord(text: string, word: string, mark: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'gi'), mark);
}
