import { decodeText, type Decode } from '../../shared/lib/decode-text.ts';
import { isTextField } from '../ui/text-field.ts';
import type { WindowText } from '../../shared/intake.ts';

/** Bytes of a dropped file that are read at most; no list of job IDs comes near. */
const maxFileBytes = 32 * 1024 * 1024;

/** What of a drag tells where it goes. */
interface Drag {
  target: EventTarget | null;
  dataTransfer: Pick<DataTransfer, 'types'> | null;
}

/** Whether text is dragged into a field, which takes it itself. */
export function isForField({ target, dataTransfer }: Drag): boolean {
  return isTextField(target) && dataTransfer?.types.includes('Files') === false;
}

/**
 * Reads what was dropped: the content of every file, or else the text.
 *
 * @returns the texts, and what could not be read, each with its reason
 */
export async function readDropped(
  transfer: Pick<DataTransfer, 'files' | 'getData'>,
): Promise<{ texts: WindowText[]; unreadable: string[] }> {
  // The transfer is emptied as soon as the event is over, so everything is taken out of it first.
  const files = [...transfer.files];
  const text = transfer.getData('text/uri-list') || transfer.getData('text/plain');
  if (files.length === 0) return { texts: [{ text, source: { kind: 'dropped' } }], unreadable: [] };
  const texts: WindowText[] = [];
  const unreadable: string[] = [];
  for (const file of files) {
    if (file.size > maxFileBytes)
      unreadable.push(`${file.name} is larger than 32 MB. “Import…” takes files of up to 256 MB.`);
    else
      await file.arrayBuffer().then(
        (content) =>
          texts.push({
            ...decodeText(new Uint8Array(content), decode),
            source: { kind: 'file', name: file.name },
          }),
        () => unreadable.push(`${file.name} cannot be read. Drop files, not folders.`),
      );
  }
  return { texts, unreadable };
}

const decode: Decode = (bytes, encoding) => new TextDecoder(encoding).decode(bytes);
