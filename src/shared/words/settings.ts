/** What is wrong with a setting that a person types: main checks it as well as the window. */

const listed = (fields: readonly string[]): string => fields.map((field) => `{${field}}`).join(', ');

const unknownField = (name: string, fields: readonly string[]): string =>
  `There is no {${name}}. Use ${listed(fields)}.`;

export const settingWords = {
  unknownField,

  /** The program that runs for each result. */
  command: {
    limit: (minutes: number) =>
      `It is stopped after ${minutes} minutes for each result, and when Rigyd Desk quits.`,
    badCharacter: 'An argument contains a character that can’t be passed to a program.',
    tooLong:
      'This command is too long to review before you confirm it. Put it in a script, and choose that as the program.',
  },

  /** What a batch may be called, in the example of a template for names. */
  exampleBatch: 'kitchen parts',
};
