import type { Sources } from '../../shared/source.ts';
import { intakeWords } from '../words/intake.ts';

/** Where job IDs came from, for a person. Exported tables have words of their own, which are read again. */
export function describeSource(source: Sources): string {
  switch (source.kind) {
    case 'file':
      return source.name;
    case 'files':
      return intakeWords.sourceFiles(source.count);
    case 'folder':
      return intakeWords.sourceFolder(source.name);
    default:
      return intakeWords.sources[source.kind];
  }
}
