import { SvelteMap } from 'svelte/reactivity';
import type { RigydBridge, SavedFile } from '../../shared/contract.ts';
import type { FileProgress, FileRef } from '../../shared/job/file-slots.ts';
import { settled, runRequest } from '../state/request.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { DragOut, DragStart } from './drag-out.svelte.ts';
import { describeFileFailure } from './file-words.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { downloadsWords } from '../words/downloads.ts';
import { filesWords } from '../words/files.ts';

/** A single file of a job, as far as it is needed to take it out of the window. */
export interface FileOut {
  ref: FileRef;
  name: string;
}

type Bridge = Pick<
  RigydBridge,
  'saveFile' | 'cancelFile' | 'openFile' | 'showSavedFile' | 'fetchToDrag' | 'onFileProgress'
>;

const keyOf = ({ id, slot, index }: FileRef): string => JSON.stringify([id, slot, index]);

/** Takes single files of jobs out of the window; each says what came of it. */
export class FilesOut {
  readonly #bridge: Bridge;
  readonly #toasts: Toasts;
  readonly #drags: Pick<DragOut, 'startFile'>;
  /** How far each is that is to be saved, opened or dragged; null while nothing is fetched for that. */
  readonly #busy = new SvelteMap<string, FileProgress | null>();

  constructor(bridge: Bridge, toasts: Toasts, drags: Pick<DragOut, 'startFile'>) {
    this.#drags = drags;
    this.#bridge = bridge;
    this.#toasts = toasts;
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    return this.#bridge.onFileProgress((progress) => {
      const key = keyOf(progress.ref);
      if (this.#busy.has(key)) this.#busy.set(key, progress);
    });
  }

  /** How far the fetching of a file is; null while it is not fetched. */
  progressOf(ref: FileRef): FileProgress | null {
    return this.#busy.get(keyOf(ref)) ?? null;
  }

  /** Breaks off the fetching of a file. */
  cancel(ref: FileRef): void {
    void runRequest(this.#toasts, this.#bridge.cancelFile(ref));
  }

  /** Whether a file is to be saved, opened or dragged, and is not there yet. */
  isBusy(ref: FileRef): boolean {
    return this.#busy.has(keyOf(ref));
  }

  /** Saves a file in the download folder, or where the person says. */
  async save(file: FileOut, to: 'chosen' | 'downloads'): Promise<void> {
    const outcome = await this.#run(file, this.#bridge.saveFile({ ...file.ref, to }));
    if (outcome.ok && outcome.value !== null) this.#tellSaved(file, outcome.value);
  }

  /** Opens a file with the system's app for it. For that it is saved in the download folder, unless it was before. */
  async open(file: FileOut): Promise<void> {
    const outcome = await this.#run(file, this.#bridge.openFile(file.ref));
    if (outcome.ok && outcome.value !== null) this.#tellSaved(file, outcome.value, true);
  }

  /** Turns a drag that started in the page into one of the file. One that has to be fetched first is dragged again. */
  async drag(event: DragStart, file: FileOut): Promise<void> {
    const dragged = await this.#drags.startFile(event, file.ref);
    if (dragged.ok && dragged.value) return;
    const fetched = await this.#run(file, this.#bridge.fetchToDrag(file.ref));
    if (fetched.ok) this.#toasts.show(filesWords.readyToDrag(file.name));
  }

  async #run<T>({ ref, name }: FileOut, request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const key = keyOf(ref);
    this.#busy.set(key, null);
    const outcome = await settled(request);
    this.#busy.delete(key);
    // Whoever breaks it off knows.
    if (!outcome.ok && outcome.failure.code !== 'cancelled')
      this.#toasts.show(filesWords.failed(name, describeFileFailure(outcome.failure)), { tone: 'problem' });
    return outcome;
  }

  #tellSaved({ ref, name }: FileOut, { fileName, isRenamed }: SavedFile, isOpened = false): void {
    const { saved, savedAs, opened, openedAs } = filesWords;
    const text = isRenamed
      ? (isOpened ? openedAs : savedAs)(fileName, name)
      : (isOpened ? opened : saved)(fileName);
    this.#toasts.show(text, {
      action: {
        label: downloadsWords.showInFolder,
        run: () => void runRequest(this.#toasts, this.#bridge.showSavedFile(ref)),
      },
    });
  }
}
