import { z } from 'zod';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { fileFailed, nullIfMissing } from '../files/file-failure.ts';
import type { FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { replaceFile } from '../files/replace-file.ts';
import { parseJson } from '../lib/parse-json.ts';
import { log } from '../log/log.ts';

/** Bytes; an entry has about a hundred. */
const maxBytes = 64 * 1024;

/** Public keys, each with milliseconds: only what the same key signed can be compared. */
const seenSchema = z.array(z.tuple([z.string(), z.number()]));

export interface SeenFeeds {
  /**
   * Remembers a feed, from before anybody hears of it. Fails with `update-outdated` where a newer one was seen, and as files do
   * where that cannot be known or kept.
   *
   * @param signedAt ISO 8601, UTC
   */
  admit(publicKey: string, signedAt: string): Promise<Outcome<null>>;
}

export interface SeenFeedsOptions {
  path: string;
  files: FolderFiles;
}

/**
 * When the newest feed that this copy ever saw was signed, in a small file. An older one was signed just as validly, and without
 * this whoever has the host could show it again. Dates are compared with each other only: the clock of the machine has no say.
 *
 * A file that is no such record counts as none, so that no broken byte keeps a copy from updates for good.
 */
export function createSeenFeeds({ path, files }: SeenFeedsOptions): SeenFeeds {
  return {
    async admit(publicKey, signedAt) {
      try {
        const seen = await read();
        const newest = seen.get(publicKey) ?? -Infinity;
        const offered = Date.parse(signedAt);
        if (offered < newest) return failed('update-outdated');
        if (offered > newest) await write(seen.set(publicKey, offered));
        return success(null);
      } catch (error) {
        return fileFailed(error);
      }
    },
  };

  async function read(): Promise<Map<string, number>> {
    const content = await readWhole(path, maxBytes, files).catch(nullIfMissing);
    if (content === null) return new Map();
    const seen = seenSchema.safeParse(content instanceof Buffer ? parseJson(content.toString()) : content);
    if (seen.success) return new Map(seen.data);
    log('Which updates were seen could not be read');
    return new Map();
  }

  function write(seen: Map<string, number>): Promise<void> {
    const text = JSON.stringify([...seen]);
    return replaceFile(path, text, { mode: 0o600, ending: '.new', makeFolder: true, files });
  }
}
