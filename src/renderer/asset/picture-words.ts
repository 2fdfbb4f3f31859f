import type { Note } from '../../asset/scene.ts';
import { assetWords } from '../words/asset.ts';
import { formatBytes } from '../ui/format.ts';
import type { Totals } from './measures.ts';
import { formatLength, formatNumber } from './quantities.ts';
import type { AssetSummary, Picture, ViewerProblem } from './workers/protocol.ts';

/** The totals of an asset, each as a text. */
export function totalsInWords(totals: Totals): string[] {
  const { triangles, distinctTriangles, vertices, materials, textures, bytes, size } = totals;
  const words = assetWords.totals;
  const [x, y, z] = size;
  return [
    distinctTriangles === triangles
      ? words.triangles(triangles)
      : words.repeatedTriangles(triangles, distinctTriangles),
    words.vertices(vertices),
    words.materials(materials),
    words.textures(textures),
    words.onDisk(formatBytes(bytes)),
    words.size(formatNumber(x), formatNumber(y), formatLength(z)),
  ];
}

/** What is in the picture, for those who do not see it. */
export function pictureInWords({ objects, colliders, centersOfMass, inertias, joints }: Picture): string {
  const others = [
    ...(centersOfMass > 0 ? [assetWords.centersShown(centersOfMass)] : []),
    ...(inertias > 0 ? [assetWords.inertiasShown(inertias)] : []),
    ...(joints > 0 ? [assetWords.jointsShown(joints)] : []),
  ];
  return assetWords.picture(objects, colliders, others);
}

/** Which shapes are not drawn because the file says so; nothing where there are none. */
export function notDrawnInWords({ guides, proxies, hidden }: AssetSummary['notDrawn']): string[] {
  const words = assetWords.notDrawn;
  const kinds = [
    ...(guides > 0 ? [words.guides(guides)] : []),
    ...(proxies > 0 ? [words.proxies(proxies)] : []),
    ...(hidden > 0 ? [words.hidden(hidden)] : []),
  ];
  return kinds.length === 0 ? [] : [words.all(kinds)];
}

const problems: Record<ViewerProblem, string> = assetWords.problems;
const noteTitles: Record<Note['code'], (count: number) => string> = assetWords.notes;

/** Why an asset is not shown. */
export const problemInWords = (problem: ViewerProblem): string => problems[problem];

/** What stands above the notes of a kind. */
export const noteTitle = (code: Note['code'], count: number): string => noteTitles[code](count);
