import { SvelteSet } from 'svelte/reactivity';
import type { RigydBridge, SavedFile } from '../../shared/contract.ts';
import type { FileRef } from '../../shared/job/file-slots.ts';
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

type Bridge = Pick<RigydBridge, 'saveFile' | 'openFile' | 'showSavedFile' | 'fetchToDrag'>;

const keyOf = ({ id, slot, index }: FileRef): string => JSON.stringify([id, slot, index]);

/** Takes single files of jobs out of the window; each says what came of it. */
export class FilesOut {
  readonly #bridge: Bridge;
  readonly #toasts: Toasts;
  readonly #drags: Pick<DragOut, 'startFile'>;
  readonly #busy = new SvelteSet<string>();

  constructor(bridge: Bridge, toasts: Toasts, drags: Pick<DragOut, 'startFile'>) {
    this.#drags = drags;
    this.#bridge = bridge;
    this.#toasts = toasts;
  }

  /** Whether a file is being fetched to be saved, opened or dragged. */
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
    this.#busy.add(key);
    const outcome = await settled(request);
    this.#busy.delete(key);
    if (!outcome.ok)
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
