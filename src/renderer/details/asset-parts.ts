import { formatByName } from '../../shared/asset-files.ts';
import type { AssetPart } from '../../shared/assets.ts';
import { isResultHere, type Download } from '../../shared/downloads.ts';
import { nameOfFile, type JobFile } from '../../shared/job/job-file.ts';
import type { Job } from '../../shared/job/job.ts';

/** What of a job can be looked at in 3D. */
export interface ViewablePart {
  part: AssetPart;
  /** Whether it is on this machine, so that it is shown unasked. */
  isHere: boolean;
  /** Of all that is fetched for it; null where that is not known. */
  bytes: number | null;
}

type File = JobFile | null | undefined;

/** The parts of a job that can be looked at in 3D, the result first. */
export function viewableParts(
  { output, preprocess, input }: Pick<Job, 'output' | 'preprocess' | 'input'>,
  download: Download | null,
): ViewablePart[] {
  const isHere = isResultHere(download);
  const archive = sumOf([output?.model, ...(output?.textures ?? []), output?.mjcf_package]);
  const result = (part: AssetPart, format: 'usd' | 'mjcf', file: File): ViewablePart[] => {
    const isFormatHere = isHere && (download?.format === 'all' || download?.format === format);
    const isThere = isFormatHere ? !(format === 'mjcf' && download?.usdOnly === true) : Boolean(file?.url);
    return isThere ? [{ part, isHere: isFormatHere, bytes: archive }] : [];
  };
  const single = (part: AssetPart, file: File): ViewablePart[] =>
    file?.url && formatByName(nameOfFile(file) ?? '') !== null
      ? [{ part, isHere: false, bytes: sumOf([file]) }]
      : [];
  return [
    ...result('result-usd', 'usd', output?.model),
    ...result('result-mjcf', 'mjcf', output?.mjcf_package),
    ...single('preprocessed', preprocess?.intermediate_glb),
    ...single('input', input?.model),
  ];
}

/** What of a job became of one another, the result last. One result counts: both formats have the same shapes. */
export function comparedParts(parts: readonly ViewablePart[]): ViewablePart[] {
  const result = parts.find(({ part }) => part.startsWith('result'));
  const earlier = (['input', 'preprocessed'] as const).flatMap(
    (part) => parts.find((one) => one.part === part) ?? [],
  );
  return result === undefined ? [...earlier] : [...earlier, result];
}

/** Of the files that there are; null where the service does not say the size of one. */
function sumOf(files: readonly File[]): number | null {
  const sizes = files.filter((file) => file).map((file) => file?.size ?? null);
  return sizes.reduce((sum: number | null, size) => (sum === null || size === null ? null : sum + size), 0);
}
