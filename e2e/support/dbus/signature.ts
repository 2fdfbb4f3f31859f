/** A complete type: its letter, and what it holds. An array holds one type, a structure and a dictionary's entry several. */
export interface Type {
  code: string;
  of: Type[];
}

const closing: Partial<Record<string, string>> = { '(': ')', '{': '}' };

/** The types that a signature names one after another. Source: the D-Bus specification, "Type system". */
export function parseSignature(signature: string): Type[] {
  const letters = [...signature];
  const next = (): Type => {
    const code = letters.shift();
    if (code === undefined) throw new Error(`The signature "${signature}" is cut off.`);
    if (code === 'a') return { code, of: [next()] };
    const end = closing[code];
    const of: Type[] = [];
    if (end === undefined) return { code, of };
    while (letters[0] !== end) of.push(next());
    letters.shift();
    return { code, of };
  };
  const types: Type[] = [];
  while (letters.length > 0) types.push(next());
  return types;
}

const alignments: Partial<Record<string, number>> = { n: 2, q: 2, x: 8, t: 8, d: 8, '(': 8, '{': 8 };

/** To a multiple of how many bytes a value is moved. */
export const alignmentOf = (code: string): number =>
  alignments[code] ?? (code === 'y' || code === 'g' || code === 'v' ? 1 : 4);
