import { RuleTester } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { noRawWords, isWords } from './no-raw-words.mjs';

describe('words', () => {
  it.each(['Close', 'Copy IDs', 'not asked yet', '. Everything else goes on', 'Öffnen'])(
    'are in “%s”',
    (text) => {
      expect(isWords(text)).toBe(true);
    },
  );

  it.each(['primary', 'job-id', 'ArrowDown', 'Enter', 'Mod+Shift+C', 'mp4', 'PING', '12 px', ''])(
    'are not in “%s”',
    (text) => {
      expect(isWords(text)).toBe(false);
    },
  );
});

RuleTester.describe = describe;
RuleTester.it = it;
const svelteLanguages = svelte.configs.base.flatMap(({ languageOptions = {} }) =>
  'parser' in languageOptions ? [{ languageOptions }] : [],
);
const raw = [{ messageId: 'raw' }];

new RuleTester({ languageOptions: { parser: tseslint.parser } }).run('code without words', noRawWords, {
  valid: [
    "import { a } from './Some file.ts';",
    "export * from './Some file.ts';",
    "throw new Error('No such folder');",
    "throw new SlotError('No such folder');",
    "log('The window responds again');",
    'const headers = { Authorization: `Bearer ${key}` };',
    'const request = { resource: `result of ${id}` };',
    "document.querySelector('[role=row] button');",
    "type Tone = 'No access' | 'Deleted';",
    "if (name === 'No name') leave();",
    "switch (name) { case 'No name': leave(); }",
    "if (types.includes('Files')) take();",
    "const kind = { 'Content type': 1 };",
    'const label = listWords.noMatches;',
  ],
  invalid: [
    { code: "const label = 'No matches';", errors: raw },
    { code: "failed('disk-full', 'No room left');", errors: raw },
    { code: "show(found ? 'Close' : listWords.open);", errors: raw },
    { code: 'show(`${count} jobs were removed`);', errors: raw },
    { code: "export const title = 'Downloads';", errors: raw },
    { code: "export default 'Downloads';", errors: raw },
    { code: "switch (kind) { case 'open': text = 'No matches'; }", errors: raw },
    { code: "const title = ['No access'].includes(reason) ? reason : null;", errors: raw },
    { code: "startAgain(() => 'No matches');", errors: raw },
  ],
});

new RuleTester(...svelteLanguages).run('markup without words', noRawWords, {
  valid: [
    { filename: 'A.svelte', code: '<p class="Big row" title={words.title}>{words.text} · {1}</p>' },
    { filename: 'A.svelte', code: '<style>p { color: red }</style>' },
  ],
  invalid: [
    { filename: 'A.svelte', code: '<p>downloads</p>', errors: raw },
    { filename: 'A.svelte', code: '<button title="Open folder"></button>', errors: raw },
    { filename: 'A.svelte', code: "<Button label={isOpen ? 'Close' : label} />", errors: raw },
    { filename: 'A.svelte', code: "<button onclick={() => (text = 'No matches')}></button>", errors: raw },
  ],
});
