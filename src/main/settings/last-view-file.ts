import { firstView, type LastView } from '../../shared/last-view.ts';
import { readLastView } from '../../shared/last-view-schema.ts';
import { ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { systemCode } from '../files/file-failure.ts';
import { readWhole } from '../files/read-whole.ts';
import { LatestFile } from '../files/replace-file.ts';
import { inTime, type Clock } from '../lib/clock.ts';
import { redact } from '../lib/redact.ts';
import { log } from '../log/log.ts';

/** Bytes; one view takes a kilobyte, and the keys of many groups some dozens of them. */
const maxBytes = 256 * 1024;
/** Milliseconds that the window waits for a disk that does not answer. */
const patienceMs = 10_000;

export interface LastViewFileOptions {
  path: string;
  /** The app begins as on its first start, and the file stays as it is: what it shows may be what it fails at. */
  safeMode: boolean;
  clock: Clock;
  /** The file system that it is read from. */
  files?: FolderFiles;
}

/**
 * Where the person was in the window, in a small file of its own: nothing is lost with it, so nothing waits for it, and what
 * it costs to write does not grow with the list.
 */
export class LastViewFile {
  readonly #options: LastViewFileOptions;
  readonly #file: LatestFile;
  #reading: Promise<void> | null = null;
  #current = firstView;

  constructor(options: LastViewFileOptions) {
    this.#options = options;
    const onProblem = (error: unknown): void => log('The last view could not be kept', error);
    this.#file = new LatestFile(options.path, onProblem);
  }

  /** Begins to read the file, so that nobody has to wait for it later. */
  open(): void {
    void this.current();
  }

  /** Where the person was last, in this run or the one before. Waits for the file. */
  async current(): Promise<LastView> {
    this.#reading ??= this.#options.safeMode ? Promise.resolve() : this.#read();
    await this.#reading;
    return this.#current;
  }

  keep(view: LastView): void {
    this.#current = { ...view, filter: { ...view.filter, query: withoutKey(view.filter.query) } };
    if (!this.#options.safeMode) this.#file.write(JSON.stringify(this.#current));
  }

  /** Resolves when nothing is being written. */
  settled(): Promise<void> {
    return this.#file.settled();
  }

  async #read(): Promise<void> {
    // Node's own threads read the database at this moment; another one would first have to be started, which takes longer.
    const { path, clock, files = ownFiles } = this.#options;
    try {
      const content = await inTime(clock, patienceMs, readWhole(path, maxBytes, files));
      if (content instanceof Buffer) this.#current = readLastView(JSON.parse(content.toString()));
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') log('The last view could not be read', error);
    }
  }
}

/** A key that was pasted into the search by mistake is not written to a file. */
const withoutKey = (query: string): string => (redact(query) === query ? query : '');
