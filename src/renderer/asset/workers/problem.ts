import { AssetError } from '../../../asset/limits.ts';
import { shortText } from '../summary.ts';
import type { FromViewer, ViewerProblem } from './protocol.ts';

/** What the page is told of an error. @param otherwise what it is called where it is none of a reader */
export const problemOf = (error: unknown, otherwise: ViewerProblem): FromViewer => ({
  kind: 'problem',
  problem: error instanceof AssetError ? error.code : otherwise,
  detail: shortText(error instanceof Error ? error.message : String(error)),
});
