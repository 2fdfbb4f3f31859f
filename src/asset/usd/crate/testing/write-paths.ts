interface Node {
  index: number;
  /** A token, negative for a property of a prim. */
  element: number;
  children: Map<string, Node>;
}

/** The path table of a crate file: all paths as a tree, and the empty one beside it. */
export class PathWriter {
  readonly #token: (text: string) => number;
  readonly #root: Node = { index: 0, element: 0, children: new Map() };
  #empty: number | null = null;
  #count = 1;

  constructor(token: (text: string) => number) {
    this.#token = token;
  }

  /** How many there are, the empty one included. */
  get count(): number {
    return this.#count;
  }

  /** `/Prim{set=variant}Child.attribute`; empty for none. */
  add(path: string): number {
    if (path === '') {
      this.#empty ??= this.#count++;
      return this.#empty;
    }
    let node = this.#root;
    for (const part of path.split(/\/|(?=[{.])|(?<=\})/)) if (part !== '') node = this.#childOf(node, part);
    return node.index;
  }

  encode(): { indices: number[]; elements: number[]; jumps: number[] } {
    const encoded = { indices: [] as number[], elements: [] as number[], jumps: [] as number[] };
    const visit = (node: Node, hasSibling: boolean): void => {
      const at = encoded.indices.push(node.index) - 1;
      encoded.elements.push(node.element);
      const children = [...node.children.values()];
      encoded.jumps.push(children.length > 0 ? -1 : hasSibling ? 0 : -2);
      children.forEach((child, index) => visit(child, index < children.length - 1));
      if (children.length > 0 && hasSibling) encoded.jumps[at] = encoded.indices.length - at;
    };
    visit(this.#root, false);
    return encoded;
  }

  #childOf(parent: Node, part: string): Node {
    const before = parent.children.get(part);
    if (before !== undefined) return before;
    const isProperty = part.startsWith('.');
    const token = this.#token(isProperty ? part.slice(1) : part);
    const node = { index: this.#count++, element: isProperty ? -token : token, children: new Map() };
    parent.children.set(part, node);
    return node;
  }
}
