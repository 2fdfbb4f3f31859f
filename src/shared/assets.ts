import { z } from 'zod';
import { jobIdSchema } from './job/job.ts';

/** What of a job can be looked at in 3D. `preprocessed` is the mesh that the service made of the input. */
export const assetParts = ['result-usd', 'result-mjcf', 'input', 'preprocessed'] as const;
export type AssetPart = (typeof assetParts)[number];

/**
 * Which asset is meant: a part of a job, or what a person opened from their disk. The page never names an address or a path.
 */
export const assetSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('job'), id: jobIdSchema, part: z.enum(assetParts) }),
  z.strictObject({ kind: z.literal('own'), number: z.int().positive() }),
]);
export type AssetSource = z.infer<typeof assetSourceSchema>;

/** A token, as main makes them. */
export const assetTokenSchema = z.string().max(64);

/** A file of an asset. */
export interface ListedFile {
  /** Inside the asset: slashes, no leading one. */
  path: string;
  bytes: number;
}

/** The files of an asset, which a worker can fetch by their addresses until the token is released. */
export interface ServedAsset {
  kind: 'opened';
  /** See `assetAddress`. */
  token: string;
  /** Files that can be shown by themselves, the main one first; at least one. */
  roots: string[];
  files: ListedFile[];
  /** Whether there are more files than are listed: a folder was too large or too deep. */
  isCut: boolean;
  /**
   * Where they are from: the folder that the result was downloaded to; the network, kept for the next time; a folder, or a single
   * file with the folder around it, which a person opened. What lies outside cannot be read.
   */
  from: 'downloaded' | 'fetched' | 'own-folder' | 'own-file';
}

/** An asset that is not fetched before the person says so. */
export interface HeldAsset {
  kind: 'large';
  /** Null where the service does not say, and more than `maxBytes` came. */
  bytes: number | null;
  maxBytes: number;
}

export type AssetAnswer = ServedAsset | HeldAsset;

/** How far an asset is that is being fetched. */
export interface AssetProgress {
  source: AssetSource;
  receivedBytes: number;
  /** As its host announced it; null where it did not, or not yet. */
  totalBytes: number | null;
}

/** Asks the person whether they want to look at files that they dropped, or named when they started the app. */
export interface LookOffer {
  /** Identifies the question in the answer to it. */
  number: number;
  /** The name of the first file, or of the folder. */
  name: string;
  /** How many files there are beside it; 0 for a folder. */
  others: number;
  isFolder: boolean;
}

/** What a person opened from their disk, and looks at. */
export interface OpenedAsset {
  /** See {@link AssetSource}. */
  number: number;
  name: string;
}
