import { trimCharacters } from '../../shared/lib/text.ts';

/** The stem that a result's files carry: that of the input file, or the prompt's words. Never empty. */
export function fileStem(filename: string): string {
  const bare = filename.normalize('NFC').replace(/\.[a-z0-9]{2,5}$/i, '');
  const safe = trimCharacters(bare.replace(/[^\p{L}\p{N}._-]+/gu, '_'), /[._]/);
  return [...safe].slice(0, 60).join('') || 'model';
}

/** The stem as a USD prim name: ASCII letters, digits and underscores, not starting with a digit. */
export function primName(stem: string): string {
  const plain = stem.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[0-9]/.test(plain) ? `_${plain}` : plain;
}
