import { AssetBudget } from '../../asset/limits.ts';
import { judgeAsset, type Judges } from '../../asset/verdict/judge-asset.ts';
import { assetFormats, mayBelongToAsset } from '../../shared/asset-files.ts';
import type { AssetContent } from '../assets/asset-content.ts';
import { findRoots } from '../assets/find-roots.ts';
import { openFolderContent, unhidden } from '../assets/folder-content.ts';
import { ownFiles } from '../files/folder-files.ts';
import { contentFiles } from './content-files.ts';
import type { FromJudge } from './judge-protocol.ts';

/**
 * Judges the result in a folder. Runs in a process of its own, which whoever asked may end at any moment.
 *
 * @param say is told what {@link FromJudge} has: `opened`, and then how it ended
 */
export async function judgeFolder(
  folder: string,
  judges: Judges,
  say: (message: FromJudge) => void,
): Promise<void> {
  const content = await openResult(folder);
  if (content === null) return say({ kind: 'nothing' });
  const [root] = await findRoots(content, '', assetFormats, 1).catch(() => []);
  if (root === undefined) return say({ kind: 'nothing' });
  say({ kind: 'opened' });
  try {
    say({
      kind: 'judged',
      verdict: await judgeAsset(contentFiles(content), new AssetBudget(), judges),
    });
  } catch (error) {
    say({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
  } finally {
    await content.close();
  }
}

/** Null where the folder is not there, or cannot be read. */
function openResult(folder: string): Promise<AssetContent | null> {
  return openFolderContent(folder, {
    files: ownFiles,
    steady: () => performance.now(),
    accepts: unhidden(mayBelongToAsset),
  }).catch(() => null);
}
