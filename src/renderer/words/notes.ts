/** The note and the tags of a job. */
export const notesWords = {
  title: 'Notes and tags',
  note: 'Note',
  addNote: 'Add a note',
  noteTooLong: (length: number, max: number) =>
    `Not saved: this note has ${length.toLocaleString()} characters, and the limit is ${max.toLocaleString()}. Shorten it, or keep it in a file.`,
  tags: 'Tags',
  addTag: 'Add a tag',
  removeTag: (tag: string) => `Remove tag ${tag}`,
  tagRefused: (maxTags: number, maxLength: number) =>
    `Not added: a job can have up to ${maxTags} tags of up to ${maxLength} characters each.`,
};
