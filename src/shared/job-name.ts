/** What a person calls a job: its file name, or its ID where it has none or only a blank one. */
export const nameOf = ({ id, name }: { id: string; name: string | null | undefined }): string =>
  name === null || name === undefined || name.trim() === '' ? id : name;
