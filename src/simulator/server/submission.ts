import { z } from 'zod';
import type { CompositionSeed } from './compositions.ts';

/** What `POST /conversions` takes, as the vendor's pages list it. */
const FORMATS = ['glb', 'gltf', 'fbx', 'obj', 'stl', 'ply', 'usd', 'usda', 'usdc', 'usdz', 'zip'];
const PICTURES = /\.(jpe?g|png|webp)$/i;
export const MAX_UPLOAD = 500 * 1024 * 1024;
const MAX_PICTURE = 10 * 1024 * 1024;

/** Form fields are text; these are numbers. */
const number = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const shared = {
  threshold: z.coerce.number().optional(),
  llm_provider: z.string().optional(),
  skip_validation: z.coerce.string().optional(),
};
const conversionFields = z.object({
  ...shared,
  target_triangle_count: number(1_000, 1_000_000).optional(),
  optimize: z.coerce.string().optional(),
});
const generationFields = z.object({
  ...shared,
  face_limit: number(1, 1_000_000).optional(),
  model_version: z.string().optional(),
});

/** A job to make, or why not. */
export type Submission =
  | {
      readonly type: string;
      readonly filename: string;
      readonly sizeBytes: number | null;
      readonly parameters: Record<string, unknown>;
      readonly files: readonly File[];
    }
  | { readonly status: 400 | 413 | 422; readonly error: string };

export type Form = Readonly<Record<string, unknown>>;

/** A 3D file to convert. */
export function readConversion(form: Form): Submission {
  const file = form['file'];
  if (!(file instanceof File)) return { status: 400, error: 'A file is required' };
  const format = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!FORMATS.includes(format)) {
    return { status: 400, error: `Unsupported file format. Expected one of: ${FORMATS.join(', ')}` };
  }
  const parameters = conversionFields.safeParse(form);
  if (!parameters.success) return { status: 422, error: firstIssue(parameters.error) };
  return {
    type: 'glb_to_simready',
    filename: file.name,
    sizeBytes: file.size,
    parameters: parameters.data,
    files: [file],
  };
}

/** A prompt, one picture, or four views to generate from. */
export function readGeneration(form: Form): Submission {
  const prompt = typeof form['prompt'] === 'string' ? form['prompt'].trim() : '';
  const given = form['images[]'] ?? form['images'] ?? [];
  const images = (Array.isArray(given) ? given : [given]).filter((one): one is File => one instanceof File);
  const parameters = generationFields.safeParse(form);
  if (!parameters.success) return { status: 422, error: firstIssue(parameters.error) };
  if (prompt !== '' && images.length > 0)
    return { status: 422, error: 'Send either a prompt or images, not both' };
  if (prompt.length > 500) return { status: 422, error: 'The prompt is too long: 500 characters at most' };
  const shared = { parameters: parameters.data, files: images };
  if (prompt !== '') return { ...shared, type: 'text_to_simready', filename: prompt, sizeBytes: null };
  const [first] = images;
  if (first === undefined) return { status: 422, error: 'A prompt or images are required' };
  if (images.length !== 1 && images.length !== 4) {
    return { status: 422, error: 'Send one image, or four in the order front, right, back, left' };
  }
  if (images.some((one) => !PICTURES.test(one.name))) {
    return { status: 400, error: 'Unsupported image format. Expected one of: jpg, jpeg, png, webp' };
  }
  if (images.some((one) => one.size > MAX_PICTURE))
    return { status: 413, error: 'Images may have 10 MB each' };
  const type = images.length === 1 ? 'image_to_simready' : 'multiview_to_simready';
  return { ...shared, type, filename: first.name, sizeBytes: images.reduce((sum, one) => sum + one.size, 0) };
}

const composition = z.object({
  prompt: z.string().trim().max(500, 'The prompt is too long: 500 characters at most').default(''),
  robot_task: z.string().optional(),
  asset_class: z.enum(['auto', 'rigid', 'articulated']).default('auto'),
  auto_submit: z.union([z.boolean(), z.stringbool()]).default(false),
  negative_prompt: z.string().optional(),
  physical_context: z.unknown().optional(),
});

/** What a composition is to be made from, and whether it is submitted at once. */
export function readComposition(
  form: Form,
): { readonly seed: CompositionSeed; readonly submits: boolean } | Extract<Submission, { error: string }> {
  const parsed = composition.safeParse(form);
  if (!parsed.success) return { status: 422, error: firstIssue(parsed.error) };
  const { prompt, asset_class: assetClass, auto_submit: submits, ...input } = parsed.data;
  const hasImages = form['images[]'] !== undefined || form['images'] !== undefined;
  if (prompt === '' && !hasImages) return { status: 422, error: 'A prompt or images are required' };
  return { seed: { name: prompt || 'Untitled', assetClass, input: { prompt, ...input } }, submits };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'Invalid request' : `${issue.path.join('.')}: ${issue.message}`;
}
