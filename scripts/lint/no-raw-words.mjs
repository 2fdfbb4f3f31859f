/** Attributes that hold no words, whatever they look like. */
const wordless =
  /^(?:class|style|d|id|href|src|role|for|type|slot|viewBox|transform|points|aria-(?:controls|describedby|labelledby|owns|live|sort|current|haspopup))$|^(?:on|data-)/;

/** Names of keys, which look like words. */
const keys =
  /^(?:Alt|Arrow(?:Down|Left|Right|Up)|Backspace|Control|Delete|End|Enter|Escape|F\d+|Home|Meta|Mod|Page(?:Down|Up)|Shift|Space|Tab)(?:\+.+)?$/;

/** Calls whose text no person reads on screen: what is looked for, what is thrown, the log, and the mode of a start. */
const unread =
  /^(?:includes|startsWith|endsWith|querySelector(?:All)?|closest|matches|Symbol|\w*Error|DOMException|log|logEvent|startAgain)$/;

/** Names of values that other programs read. */
const unreadKeys = new Set(['Authorization', 'resource']);

/**
 * Whether a text is written for a person: a sentence, or a word that begins as one.
 *
 * @param {string} text
 */
export const isWords = (text) =>
  !keys.test(text.trim()) &&
  (/\p{L}\p{L} \p{L}\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+(?![\p{L}\d])/u.test(text.trim()));

/** @param {any} node */
function isUnread(node) {
  for (let at = node.parent, below = node; at; below = at, at = at.parent) {
    if (at.type === 'TSLiteralType' || at.source === below) return true;
    if (at.type === 'CallExpression' || at.type === 'NewExpression')
      return below !== at.callee && unread.test(at.callee.property?.name ?? at.callee.name);
    if (at.type === 'SvelteAttribute') return wordless.test(at.key.name);
    if (at.type === 'BinaryExpression' && /^[!=]=/.test(at.operator)) return true;
    if (at.type === 'SwitchCase') return true;
    if (at.type === 'Property' && (below === at.key || unreadKeys.has(at.key.name))) return true;
    if (/Statement$|Declaration$|Function/.test(at.type)) return false;
  }
  return false;
}

/**
 * Words that a person reads stand in the folders of words, where they can be found and translated: not in markup, nor in
 * the code beside it.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const noRawWords = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { raw: 'Words on screen live in a folder of words, see CONTRIBUTING.md: “{{text}}”.' },
  },
  create(context) {
    /** @param {any} node @param {string} text */
    const look = (node, text) => {
      if (isWords(text) && !isUnread(node))
        context.report({ node, messageId: 'raw', data: { text: text.trim().slice(0, 40) } });
    };
    /** @type {Record<string, (node: any) => void>} */
    const visitors = {
      SvelteText: (node) => {
        if (node.parent.type !== 'SvelteStyleElement' && /\p{L}\p{L}/u.test(node.value))
          context.report({ node, messageId: 'raw', data: { text: node.value.trim().slice(0, 40) } });
      },
      SvelteLiteral: (node) => look(node, node.value),
      Literal: (node) => {
        if (typeof node.value === 'string') look(node, node.value);
      },
      TemplateElement: (node) => look(node, node.value.raw),
    };
    return visitors;
  },
};
