import type { validateBytes } from 'gltf-validator';
import type { AssetFiles } from '../files.ts';
import { AssetError } from '../limits.ts';
import { pathOf } from './buffers.ts';

/** What the Khronos validator finds in a glTF file. */
export interface GltfReport {
  /** Each kind of error once, with how often it was found and the first message. */
  errors: GltfIssue[];
  warnings: GltfIssue[];
  /** There were more issues than are looked at. */
  isCutOff: boolean;
  /** The validator's own, such as `2.0.0-dev.3.10`. */
  version: string;
}
export interface GltfIssue {
  /** `GLB_LENGTH_MISMATCH`, of the table in the validator's ISSUES.md. */
  code: string;
  count: number;
  message: string;
  /** JSON pointer of the first, such as `/meshes/0/primitives/1`; empty where it has none. */
  place: string;
}

/** More of the same tell nothing new. */
const maxIssues = 1000;

/**
 * Asks the Khronos validator, which is loaded when it is needed first. It does not look inside of compressed geometry.
 *
 * @param file by its path among `files`, where what it names is looked for
 * @throws {AssetError} `damaged` where the validator itself gives up
 */
export async function validateGltf(bytes: Uint8Array, file: string, files: AssetFiles): Promise<GltfReport> {
  const { validateBytes } = await import('gltf-validator');
  const report = await validateBytes(bytes, {
    maxIssues,
    writeTimestamp: false,
    externalResourceFunction: async (uri) => {
      const path = pathOf(file, uri);
      const resource = path === null ? null : await files.read(path);
      if (resource === null) throw new Error(uri);
      return resource;
    },
  }).catch((error: unknown) => {
    throw new AssetError('damaged', error instanceof Error ? error.message : String(error));
  });
  const { messages, truncated } = report.issues;
  return {
    errors: byCode(messages.filter(({ severity }) => severity === 0)),
    warnings: byCode(messages.filter(({ severity }) => severity === 1)),
    isCutOff: truncated,
    version: report.validatorVersion,
  };
}

type Message = Awaited<ReturnType<typeof validateBytes>>['issues']['messages'][number];

function byCode(messages: readonly Message[]): GltfIssue[] {
  const issues = new Map<string, GltfIssue>();
  for (const { code, message, pointer = '' } of messages) {
    const issue = issues.get(code);
    if (issue === undefined) issues.set(code, { code, count: 1, message, place: pointer });
    else issue.count += 1;
  }
  return [...issues.values()];
}
