/** What is in a folder, by name: the content of a file, a file, another folder, or null for what cannot be read. */
export interface FolderContent {
  [name: string]: string | File | FolderContent | null;
}

/** A folder as the browser hands it over, which tells what is in it two at a time. */
export function folderOf(name: string, content: FolderContent, path = `/${name}`): FileSystemDirectoryEntry {
  const entries = Object.entries(content).map(([inner, one]) => {
    const fullPath = `${path}/${inner}`;
    return one !== null && typeof one === 'object' && !(one instanceof File)
      ? folderOf(inner, one, fullPath)
      : fileOf(inner, one, fullPath);
  });
  const createReader = (): Pick<FileSystemDirectoryReader, 'readEntries'> => {
    const left = [...entries];
    return { readEntries: (resolve) => resolve(left.splice(0, 2)) };
  };
  const folder = { name, fullPath: path, isFile: false, isDirectory: true, createReader };
  return folder as unknown as FileSystemDirectoryEntry;
}

function fileOf(name: string, content: string | File | null, fullPath: string): FileSystemEntry {
  const file: FileSystemFileEntry['file'] = (resolve, reject) => {
    if (content === null) reject?.(new DOMException('It is gone.', 'NotFoundError'));
    else resolve(typeof content === 'string' ? new File([content], name) : content);
  };
  return { name, fullPath, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
}
