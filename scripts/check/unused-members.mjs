/**
 * Finds members of classes and interfaces that nothing but tests names; knip looks at exports and no further. It goes by
 * names, not types: a member that shares its name with something in use is missed, and none in use is reported.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { projectRoot } from '../lib/project.mjs';

/**
 * @param {ReadonlyMap<string, string>} sources the text of each file, by its path
 * @returns {string[]} `path:line Owner.member` of each that no file names but where it is declared
 */
export function unusedMembers(sources) {
  /** @type {{ name: string, where: string }[]} */
  const declared = [];
  /** @type {Set<string>} */
  const named = new Set();
  for (const [file, text] of sources) {
    if (file.endsWith('.svelte')) {
      for (const [word] of text.matchAll(/[\p{L}$_][\p{L}\p{N}$_]*/gu)) named.add(word);
      continue;
    }
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
        const owner = ownerOf(node);
        if (owner === null) named.add(node.text);
        else {
          const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
          declared.push({ name: node.text, where: `${file}:${line} ${owner}.${node.text}` });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return declared.filter(({ name }) => !named.has(name)).map(({ where }) => where);
}

/**
 * The class or interface in which a node is the name of a member; null for any other node, and for a member that a library
 * calls.
 *
 * @param {ts.Identifier | ts.StringLiteralLike} node
 */
function ownerOf(node) {
  const { parent } = node;
  if (!(ts.isClassElement(parent) || ts.isTypeElement(parent)) || parent.name !== node) return null;
  const owner = parent.parent;
  if (!(ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner))) return null;
  const isOverride =
    ts.canHaveModifiers(parent) &&
    ts.getModifiers(parent)?.some(({ kind }) => kind === ts.SyntaxKind.OverrideKeyword);
  return isOverride === true ? null : (owner.name?.text ?? 'class');
}

/** @param {string} folder */
function sourcesIn(folder) {
  const files = readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.(?:ts|svelte)$/.test(file) && !isOfTests(file));
  return files.map(
    (file) => /** @type {const} */ ([file, readFileSync(path.join(projectRoot, file), 'utf8')]),
  );
}

/** @param {string} file */
const isOfTests = (file) =>
  /\.test\.ts$/.test(file) || file.split(path.sep).some((part) => /^testing\b/.test(part));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const simulator = path.join('src', 'simulator');
  const app = sourcesIn('src').filter(([file]) => !file.startsWith(simulator));
  // The simulator is there for the end-to-end tests.
  const all = new Map([...sourcesIn('src'), ...sourcesIn('e2e')]);
  const unused = [
    ...unusedMembers(new Map(app)),
    ...unusedMembers(all).filter((where) => where.startsWith(simulator)),
  ];
  if (unused.length > 0) {
    console.error(`Nothing but tests names these members:\n${unused.join('\n')}`);
    process.exitCode = 1;
  }
}
