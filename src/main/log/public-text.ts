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

/** At least two colons together or five groups, which no time and no place in a file has; with brackets, zone and port. */
const ipv6 =
  /\[?(?<![\w:])(?=[\da-f:]*::|(?:[\da-f]{1,4}:){5})(?=:*[\da-f])[\da-f:]+(?:\.\d{1,3}){0,3}(?:%[\w.-]{1,32})?(?:\]:\d{1,5}|\])?/gi;
/** What the network's errors name a host after. */
const hostOfError =
  /\b(E(?:NOTFOUND|AI_[A-Z]+|NODATA|CONN[A-Z]+|HOST[A-Z]+|NET[A-Z]+|TIMEDOUT|ADDR[A-Z]+))\s+(?!\[)[^\s"',;()]+/g;
const namedHost = /\b(host(?:name)?|server|proxy)(["']?\s?[:=]\s?["']?)(?!\[)[^\s"',;()&]+/gi;
/** A host without a dot, with a port. */
const hostAndPort = /(?<![\w.:-])[a-z][\w-]{0,62}:\d{2,5}(?![\w:.])/gi;
/** `App.start` in a stack. */
const stackName = /\bat (?:async |new )?$/;

/** A name that is followed by a secret. */
const secretName =
  '[\\w-]{0,40}(?:token|secret|password|passwd|passphrase|passcode|pwd|signature|sig|credential|auth|jwt|otp|key)s?';
/** With quotes, up to the closing one. */
const secretValue = `(?:"[^"]*"?|'[^']*'?|[^\\s"',;&]+)`;
const namedSecret = new RegExp(`\\b(${secretName})(["']?\\s?[:=]\\s?)${secretValue}`, 'gi');
/** A whole header: what it holds has spaces and several parts. */
const secretHeader = /\b([\w-]{0,40}(?:authorization|cookie)s?)(["']?\s?[:=]).*$/i;
/** What a sentence has between the name and the secret. */
const saying = '(\\s+(?:(?:is|was)\\b\\s?[:=]?\\s?)?)(?!\\[)';
/** A password may be any word; after the others a sentence may go on. */
const saidPassword = new RegExp(`\\b(pass(?:word|wd|phrase|code)|pwd)${saying}${secretValue}`, 'gi');
const saidSecret = new RegExp(`\\b(${secretName})${saying}(?=\\S*\\d)${secretValue}`, 'gi');
/** Of an address whose beginning is not there. */
const queryValue = /([?&][\w.~-]{1,60}=)[^\s&"'<>()]+/g;

/**
 * A text of the log or of a problem, closer to one that may be made public: without what looks like a key, a token, an address, a host,
 * a path or an ID, and without the name of the person or the computer. What may be one of these goes, also where it is none: a
 * report with a hole in it still helps, and one with a secret in it cannot be taken back. What looks like an ordinary word stays,
 * a host called `nas` in the midst of a sentence say, so a person reads the text before anybody else does.
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
    .replace(ipv6, '[host]')
    .replace(hostOfError, '$1 [host]')
    .replace(namedHost, '$1$2[host]')
    .replace(
      /(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?/gi,
      (host, at: number, whole: string) =>
        codeFile.test(host) || serviceHost.test(host) || isStackName(host, whole.slice(0, at))
          ? host
          : '[host]',
    )
    .replace(hostAndPort, '[host]')
    .replace(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.])/g, '[host]');

/** Named secrets, and whatever is long and mixed enough to be a token, a signature or an ID. */
const withoutTokens = (text: string): string =>
  text
    .replace(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [removed]')
    .replace(secretHeader, '$1$2 [removed]')
    .replace(queryValue, '$1[removed]')
    .replace(namedSecret, '$1$2[removed]')
    .replace(saidPassword, '$1$2[removed]')
    .replace(saidSecret, '$1$2[removed]')
    .replace(/[\w+=-]{16,}/g, (word) => (/\d/.test(word) && /[a-z]/i.test(word) ? '[removed]' : word));

const isStackName = (text: string, before: string): boolean =>
  /^[A-Z]\w*\.\w+$/.test(text) && stackName.test(before);

function replaceWord(text: string, word: string, mark: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'gi'), mark);
}
