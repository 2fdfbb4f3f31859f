import js from '@eslint/js';
import globals from 'globals';
import regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { mainFolders, rendererFolders } from './scripts/docs/folders.mjs';
import { noRawWords } from './scripts/lint/no-raw-words.mjs';

/** @typedef {{ group: string[], message: string } | { regex: string, message: string }} Forbidden */

/**
 * Folders are process boundaries: who may import whom, held here rather than in a reviewer's memory.
 *
 * @param {string[]} files
 * @param {Forbidden[]} patterns
 * @param {string[]} [ignores]
 * @returns {import('eslint').Linter.Config}
 */
const boundary = (files, patterns, ignores = []) => ({
  files,
  ignores: ['**/*.test.ts', ...ignores],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const electron = {
  group: ['electron', 'electron/*', 'keytar'],
  message: 'Electron stays in src/main and src/preload.',
};
const node = {
  group: ['node:*', 'fs', 'path', 'os'],
  message: 'Node is for main, the simulator and scripts.',
};
const main = { group: ['**/main/**'], message: 'Only main imports main. Agree on types in src/shared.' };
const renderer = {
  group: ['**/renderer/**', 'svelte', 'svelte/*'],
  message: 'Only the renderer imports the renderer.',
};
const plainFiles = {
  group: ['node:fs/promises'],
  message: 'A folder of results may never answer: use src/main/files/folder-files.ts.',
};
const drawing = {
  group: ['three', 'three/*'],
  message: 'Readers of assets know no library that draws.',
};
const simulator = { group: ['**/simulator/**'], message: 'The app must not know its simulator.' };

const testHelpers = '**/testing/**';

/** Files with words for other programs, for exported lists and for the log, which are the same in every language. */
const unreadWords = [
  'src/main/{lib,log}/**',
  'src/main/index.ts',
  'src/main/shell/{downloads-folder,electron-probes,login-item,page}.ts',
  'src/shared/{errors,source}.ts',
  'src/shared/job/clean-json.ts',
  'src/renderer/asset/workers/shaders.ts',
];

/** Folders of main that handle files in folders which a person chose. */
const foldersOfPeople = new Set(['downloads', 'ipc']);

/**
 * @param {string} root
 * @param {string[]} paths folders, and files beside them
 */
const above = (root, paths) => ({
  regex: `^(\\.\\./)+(${root.replace('src/', '')}/)?(${paths.join('|')})(/|$)`,
  message: `The folders of ${root} import only those before them in the table of docs/architecture.md.`,
});

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'demo-output/', 'test-results/', 'playwright-report/', '.svelte-check/'] },
  js.configs.recommended,
  tseslint.configs.strict,
  svelte.configs.recommended,
  {
    // A pattern whose time grows faster than the text lets one answer of the service hold the app up for hours.
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': [
        'error',
        { report: 'potential', ignorePartial: false, ignoreSticky: false },
      ],
    },
  },
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/main/**/*.ts', 'src/shared/**/*.ts', 'src/preload/**/*.ts', 'src/simulator/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './tsconfig.node.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    rules: { 'svelte/no-at-html-tags': 'error' },
  },
  {
    files: ['scripts/**', 'src/simulator/cli.ts', 'bench/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  { files: ['e2e/**', 'fuzz/**', '*.config.*'], languageOptions: { globals: globals.node } },
  // A long run says how it goes while it goes.
  { files: ['e2e/soak.spec.ts'], rules: { 'no-console': 'off' } },
  // Playwright reads which fixtures a fixture needs from the pattern of its first parameter, even from an empty one.
  {
    files: ['e2e/support/**'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  boundary(['src/shared/**'], [electron, node, main, renderer, simulator]),
  boundary(
    ['src/asset/**'],
    [electron, node, main, renderer, simulator, drawing],
    ['src/asset/**/testing/**'],
  ),
  boundary(['src/main/*.ts', `src/main/${testHelpers}`], [renderer, simulator]),
  ...mainFolders.map((folder, index) =>
    boundary(
      [`src/main/${folder}/**`],
      [
        renderer,
        simulator,
        ...(foldersOfPeople.has(folder) ? [plainFiles] : []),
        above('src/main', [...mainFolders.slice(index + 1), 'index.ts', 'create-app.ts']),
      ],
      [testHelpers],
    ),
  ),
  boundary(['src/preload/**'], [node, main, renderer, simulator]),
  boundary(['src/renderer/*.ts', `src/renderer/${testHelpers}`], [electron, node, main, simulator]),
  ...rendererFolders.map((folder, index) =>
    boundary(
      [`src/renderer/${folder}/**`],
      [
        electron,
        node,
        main,
        simulator,
        above('src/renderer', [...rendererFolders.slice(index + 1), 'main.ts']),
      ],
      [testHelpers],
    ),
  ),
  boundary(['src/simulator/**'], [electron, main, renderer]),
  {
    files: ['src/{main,renderer,shared}/**/*.{ts,svelte}'],
    ignores: ['**/*.test.ts', testHelpers, 'src/*/words/**', ...unreadWords],
    plugins: { words: { rules: { 'no-raw-words': noRawWords } } },
    rules: { 'words/no-raw-words': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main/ipc/**', 'src/preload/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/^(ipcMain|ipcRenderer)$/]',
          message: 'Raw IPC lives in src/main/ipc and src/preload only.',
        },
        {
          selector: "CallExpression[callee.property.name='send'][callee.object.property.name='webContents']",
          message: 'Pushes go through src/main/ipc/push.ts.',
        },
      ],
    },
  },
);
