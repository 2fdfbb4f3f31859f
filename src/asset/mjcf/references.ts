/** What an MJCF file names, found without understanding it: MuJoCo itself reads it afterwards. */
export interface XmlReferences {
  /** Values of `file` and of `fileright` and its like, in order, without repetition. */
  files: string[];
  /** Those of `include` and `model`, which name files themselves. */
  models: string[];
  /** Folders that files are looked for in: `meshdir`, `texturedir`, `assetdir`. */
  folders: string[];
  /** Whether only the last part of a path counts. */
  stripsPaths: boolean;
  /** How many elements there are. */
  elements: number;
}

/** Reads over an XML text once. What is no XML finds nothing more; MuJoCo says what is wrong with it. */
export function findReferences(xml: string): XmlReferences {
  const files = new Set<string>();
  const models = new Set<string>();
  const folders = new Set<string>();
  let stripsPaths = false;
  let elements = 0;
  for (const { name, attributes } of elementsOf(xml)) {
    elements += 1;
    const isModel = name === 'include' || name === 'model';
    for (const [attribute, value] of attributes) {
      if (name === 'compiler' && ['meshdir', 'texturedir', 'assetdir'].includes(attribute))
        folders.add(value);
      else if (name === 'compiler' && attribute === 'strippath') stripsPaths ||= value === 'true';
      else if (attribute.startsWith('file')) (isModel ? models : files).add(value);
    }
  }
  return { files: [...files], models: [...models], folders: [...folders], stripsPaths, elements };
}

interface Element {
  /** Lower case: MuJoCo takes names of elements in either. */
  name: string;
  attributes: [string, string][];
}

function* elementsOf(xml: string): Generator<Element> {
  let at = xml.indexOf('<');
  while (at >= 0) {
    const skipped = skipOver(xml, at);
    if (skipped === null) {
      const { element, end } = readElement(xml, at + 1);
      yield element;
      at = end;
    } else at = skipped;
    if (at < 0) return;
    at = xml.indexOf('<', at);
  }
}

/** Behind a comment, a declaration or an end tag; below zero where it does not end; null where an element begins. */
function skipOver(xml: string, at: number): number | null {
  for (const [start, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
    ['<!', '>'],
    ['</', '>'],
  ] as const) {
    if (!xml.startsWith(start, at)) continue;
    const found = xml.indexOf(end, at + start.length);
    return found < 0 ? -1 : found + end.length;
  }
  return null;
}

const isSpace = (character: string | undefined): boolean => character !== undefined && character <= ' ';
const endsName = (character: string | undefined): boolean =>
  character === undefined || character <= ' ' || '=/>"\'<'.includes(character);

function readElement(xml: string, start: number): { element: Element; end: number } {
  let at = start;
  const readName = (): string => {
    const from = at;
    while (!endsName(xml[at])) at += 1;
    return xml.slice(from, at);
  };
  const skipSpace = (): void => {
    while (isSpace(xml[at])) at += 1;
  };
  const element: Element = { name: readName().toLowerCase(), attributes: [] };
  while (at < xml.length && xml[at] !== '>' && xml[at] !== '<') {
    skipSpace();
    const name = readName();
    skipSpace();
    if (name === '' || xml[at] !== '=') {
      if (name === '' && xml[at] !== '>' && xml[at] !== '<') at += 1;
      continue;
    }
    at += 1;
    skipSpace();
    const quote = xml[at];
    if (quote !== '"' && quote !== "'") continue;
    const close = xml.indexOf(quote, at + 1);
    if (close < 0) return { element, end: -1 };
    element.attributes.push([name, unescaped(xml.slice(at + 1, close))]);
    at = close + 1;
  }
  return { element, end: at };
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity);
