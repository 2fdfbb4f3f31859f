import { z } from 'zod';
import { list } from './values.ts';
import { looksLikeAddress, nameInAddress } from './file-address.ts';

const text = z.string().nullable();

/** A file the service made. Its URL lives on another host than the API: the key is never sent there. */
const fileSchema = z
  .looseObject({
    /** As sent; see fullAddress for what it may be. */
    url: text,
    name: text,
    /** Bytes. Left out for many files, which is not worth a note. */
    size: z.number().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
  })
  .nullable();

/**
 * A file in an answer, read as far as it is unambiguous. Documented is `{ url, name, size? }`; an address alone, a name
 * alone, other common names of the three fields, a list of one, and the `{ data: { attributes } }` of a Strapi relation
 * are understood as well. What is neither becomes an issue at its place.
 */
export const jobFile = z.preprocess(readFile, fileSchema);
export type JobFile = NonNullable<z.infer<typeof fileSchema>>;

/** A list of files; a file alone and files by name (`{ diffuse: "https://…" }`) are lists too. */
export const jobFiles = z.preprocess(readFiles, list(jobFile));

/** What a file is called: by the service, or at the end of its address. Null where neither says. */
export function nameOfFile(file: Pick<JobFile, 'url' | 'name'> | null): string | null {
  const name = file?.name?.trim() ?? '';
  if (name !== '') return name;
  const url = file?.url ?? null;
  return url === null ? null : nameInAddress(url);
}

/** Whether a value is an address, or an object that has one, as far as its shape tells. */
export function looksLikeFile(value: unknown): boolean {
  if (typeof value === 'string') return looksLikeAddress(value.trim());
  const file = unwrapped(value);
  const address = isObject(file) ? textIn(file, urlFields) : null;
  return address !== null && !/\s/.test(address);
}

/** What an object that stands for a file says besides its address, name and size; null where that is nothing. */
export function otherFileFields(file: object): Record<string, unknown> | null {
  const others = Object.entries(file).filter(([name, value]) => !fileFields.has(name) && value !== null);
  return others.length === 0 ? null : Object.fromEntries(others);
}

/**
 * Reads a file from where no file is documented. Unlike {@link jobFile} it leaves out what it cannot read.
 *
 * @returns null where there is neither address nor name
 */
export function readAnyFile(value: unknown): JobFile | null {
  if (typeof value === 'string') return fileOfText(value);
  const inner = unwrapped(value);
  if (!isObject(inner)) return null;
  const file = withDocumentedNames(inner);
  const [url, name] = [textIn(file, ['url']), textIn(file, ['name'])];
  const size = file['size'];
  if (url === null && name === null) return null;
  return { ...file, url, name, size: typeof size === 'number' && size >= 0 ? size : null };
}

const urlFields = ['url', 'href', 'download_url', 'downloadUrl', 'signed_url', 'file_url', 'fileUrl', 'src'];
const nameFields = ['name', 'filename', 'file_name', 'fileName', 'original_name'];
const sizeFields = ['size', 'size_bytes', 'sizeBytes', 'file_size', 'file_size_bytes', 'bytes'];

const fileFields: ReadonlySet<string> = new Set([...urlFields, ...nameFields, ...sizeFields]);

function readFile(value: unknown): unknown {
  if (typeof value === 'string') return fileOfText(value);
  if (Array.isArray(value) && value.length < 2) return readAnyFile(value[0]);
  if (!isObject(value)) return value;
  if (unwrapped(value) !== value) return readAnyFile(value);
  const file = withDocumentedNames(value);
  const isNothing = ['url', 'name'].every((field) => file[field] === null || file[field] === '');
  return isNothing ? null : file;
}

function withDocumentedNames(value: object): Record<string, unknown> {
  const file: Record<string, unknown> = { ...value };
  adopt(file, 'url', textIn(value, urlFields));
  adopt(file, 'name', textIn(value, nameFields));
  const sizes = sizeFields.map((field): unknown => Reflect.get(value, field));
  const size = sizes.find((one) => one !== undefined && one !== null);
  if (typeof size === 'string') file['size'] = sizeInBytes(size) ?? size;
  else adopt(file, 'size', typeof size === 'number' ? size : null);
  return file;
}

/** Puts a value where the documented field is left out or null. What was sent in another form stays: it is worth a note. */
function adopt(file: Record<string, unknown>, field: string, value: string | number | null): void {
  if (value !== null) file[field] ??= value;
}

function fileOfText(text: string): JobFile | null {
  const address = text.trim();
  if (address === '') return null;
  return looksLikeAddress(address) ? { url: address, name: null } : { url: null, name: address };
}

function readFiles(value: unknown): unknown {
  if (typeof value === 'string' && value.trim() === '') return null;
  if (typeof value === 'string' && looksLikeFile(value)) return [value];
  if (!isObject(value)) return value;
  const inner = unwrapped(value);
  if (Array.isArray(inner)) return inner.map(readAnyFile);
  if (!isObject(inner)) return null;
  if (looksLikeFile(inner) || 'url' in inner || 'name' in inner) return [value];
  return Object.entries(inner).map(([key, entry]) => {
    const file = readAnyFile(entry);
    return file === null ? null : { ...file, name: file.name ?? key };
  });
}

/** What stands in a Strapi relation, `{ data: { attributes } }` or one of the two; any other value as it is. */
function unwrapped(value: unknown): unknown {
  let inner = value;
  for (const field of ['data', 'attributes'])
    if (isObject(inner) && !('url' in inner) && typeof Reflect.get(inner, field) === 'object')
      inner = Reflect.get(inner, field);
  return inner;
}

function textIn(value: object, fields: readonly string[]): string | null {
  for (const field of fields) {
    const found: unknown = Reflect.get(value, field);
    if (typeof found === 'string' && found.trim() !== '') return found.trim();
  }
  return null;
}

const powers = ['', 'k', 'm', 'g', 't'];

/** `"1245678"`, `"1.2 MB"`, `"3 KiB"` in bytes; null where it is no size. */
export function sizeInBytes(size: string): number | null {
  const [, amount, prefix = '', binary] =
    /^(\d{1,15}(?:\.\d{1,6})?)\s*(?:([kmgt])?(i)?b|bytes?)?$/i.exec(size.trim()) ?? [];
  if (amount === undefined) return null;
  const step = binary === undefined ? 1000 : 1024;
  const bytes = Math.round(Number(amount) * step ** powers.indexOf(prefix.toLowerCase()));
  return Number.isSafeInteger(bytes) ? bytes : null;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
