import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { inProject, projectRoot } from '../lib/project.mjs';

/**
 * @typedef {object} UsedApi
 * @property {string} name `app.getPath` of a module, `BrowserWindow.show` of a class, `new Tray`
 * @property {'member' | 'event' | 'option'} kind a member is a function or a property; an option stands in an object that is
 *   handed to Electron, or in one that comes from it
 * @property {string[]} files of `src`, in order, that use it
 * @property {boolean} isDeprecated whether Electron's types advise against it
 */

/** The folders whose files run in Electron with its modules at hand. */
const folders = ['src/main', 'src/preload'];

/** @param {string} file */
const isOfTests = (file) => file.endsWith('.test.ts') || file.split('/').includes('testing');

/** The files of the app that may use Electron. */
export const filesOfApp = () =>
  folders.flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((name) => name.endsWith('.ts') && !isOfTests(name)),
  );

/**
 * Everything of Electron that files use, by its types: a name that is not declared there is not found.
 *
 * @param {string[]} files relative to the project
 * @param {ReadonlyMap<string, string>} [texts] in place of what lies on disk, for tests
 * @returns {UsedApi[]} ordered by name
 */
export function usedApis(files, texts = new Map()) {
  const program = programOf(files, texts);
  const checker = program.getTypeChecker();
  const types = program.getSourceFiles().find(({ fileName }) => fileName.endsWith('/electron/electron.d.ts'));
  if (types === undefined) return [];
  const modules = modulesOf(types);
  const moduleNames = new Set(modules.values());
  /** @type {Map<string, UsedApi>} */
  const found = new Map();

  for (const file of files) {
    const source = program.getSourceFile(inProject(file));
    if (source !== undefined) visit(source);

    /** @param {ts.Node} node */
    function visit(node) {
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      if (ts.isPropertyAccessExpression(node)) note('member', checker.getSymbolAtLocation(node.name));
      else if (ts.isElementAccessExpression(node)) noteNames(node);
      else if (ts.isBindingElement(node)) noteBound(node);
      else if (ts.isNewExpression(node)) noteConstructor(node);
      else if (ts.isObjectLiteralExpression(node)) noteOptions(node);
      if (ts.isCallExpression(node)) noteEvents(node);
      ts.forEachChild(node, visit);
    }

    /** @param {ts.ElementAccessExpression} node whose name is one of several that its type tells */
    function noteNames(node) {
      const owner = checker.getTypeAtLocation(node.expression);
      for (const name of textsOf(node.argumentExpression))
        note('member', checker.getPropertyOfType(checker.getNonNullableType(owner), name));
    }

    /** @param {ts.BindingElement} node */
    function noteBound(node) {
      const name = node.propertyName ?? node.name;
      if (!ts.isIdentifier(name)) return;
      note('member', checker.getPropertyOfType(checker.getTypeAtLocation(node.parent), name.text));
    }

    /** @param {ts.NewExpression} node */
    function noteConstructor(node) {
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (declaration === undefined || declaration.getSourceFile() !== types) return;
      if (!ts.isConstructorDeclaration(declaration)) return;
      const name = declaration.parent.name?.text;
      if (name !== undefined) keep('member', `new ${name}`, declaration);
    }

    /** @param {ts.ObjectLiteralExpression} node */
    function noteOptions(node) {
      const expected = checker.getContextualType(node);
      if (expected === undefined) return;
      for (const property of node.properties) {
        if (property.name === undefined || ts.isComputedPropertyName(property.name)) continue;
        const owners = expected.isUnion() ? expected.types : [expected];
        for (const owner of owners)
          note('option', checker.getPropertyOfType(owner, property.name.getText().replaceAll("'", '')));
      }
    }

    /** @param {ts.CallExpression} node */
    function noteEvents(node) {
      const { expression } = node;
      const [event] = node.arguments;
      if (event === undefined || !ts.isPropertyAccessExpression(expression)) return;
      if (!/^(?:on|once|off|addListener|removeListener)$/.test(expression.name.text)) return;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (declaration === undefined || declaration.getSourceFile() !== types) return;
      const owner = ownerOf(declaration);
      // A name that is cast to one of several is one of them all the same.
      const told = ts.isAsExpression(event) ? event.expression : event;
      for (const name of textsOf(told)) keep('event', `${owner} “${name}”`, declaration);
    }

    /** @param {ts.Expression} expression @returns {string[]} what it may be, if its type says so */
    function textsOf(expression) {
      const type = checker.getTypeAtLocation(expression);
      return (type.isUnion() ? type.types : [type]).flatMap((one) =>
        one.isStringLiteral() ? [one.value] : [],
      );
    }

    /** @param {'member' | 'option'} kind @param {ts.Symbol | undefined} symbol */
    function note(kind, symbol) {
      const declaration = symbol?.declarations?.find((one) => one.getSourceFile() === types);
      if (symbol === undefined || declaration === undefined) return;
      const owner = ownerOf(declaration);
      if (owner === null) return;
      // What is read of an object that Electron hands over is no function or property of its modules.
      const isPlain = ts.isInterfaceDeclaration(declaration.parent) && !moduleNames.has(owner);
      keep(isPlain ? 'option' : kind, `${owner}.${symbol.name}`, declaration);
    }

    /** @param {UsedApi['kind']} kind @param {string} name @param {ts.Node} declaration */
    function keep(kind, name, declaration) {
      const known = found.get(name);
      if (known === undefined)
        found.set(name, { name, kind, files: [file], isDeprecated: isDeprecated(declaration) });
      else if (!known.files.includes(file)) known.files.push(file);
    }
  }

  /** @param {ts.Node} declaration @returns {string | null} the class or interface that it is in, as a program names it */
  function ownerOf(declaration) {
    const { parent } = declaration;
    if (!ts.isClassDeclaration(parent) && !ts.isInterfaceDeclaration(parent)) return null;
    const name = parent.name?.text ?? '';
    return modules.get(isStatic(declaration) ? `typeof ${name}` : name) ?? name;
  }

  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** @param {ts.Node} declaration */
const isStatic = (declaration) =>
  ts.canHaveModifiers(declaration) &&
  ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;

/** @param {ts.Node} declaration */
const isDeprecated = (declaration) => ts.getJSDocDeprecatedTag(declaration) !== undefined;

/**
 * The modules of Electron by the type of each: `app` is an `App`, and `session` is `typeof Session`.
 *
 * @param {ts.SourceFile} types
 * @returns {ReadonlyMap<string, string>}
 */
function modulesOf(types) {
  /** @type {Map<string, string>} */
  const modules = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const { type } = node;
      if (type !== undefined && !modules.has(type.getText(types)))
        modules.set(type.getText(types), node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(types);
  return modules;
}

/** @param {string[]} files @param {ReadonlyMap<string, string>} texts */
function programOf(files, texts) {
  const config = ts.readConfigFile(inProject('tsconfig.node.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config.config, include: [], files },
    ts.sys,
    projectRoot,
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  /** @param {string} file */
  const given = (file) => texts.get(path.relative(projectRoot, file).replaceAll('\\', '/'));
  host.readFile = (file) => given(file) ?? readFile(file);
  host.fileExists = (file) => given(file) !== undefined || fileExists(file);
  return ts.createProgram(
    files.map((file) => inProject(file)),
    options,
    host,
  );
}
