import type { Random } from '../random.ts';

/** Credits, as `GET /conversions/pricing` answers: of each kind of job, and of a prototype, which is none. */
export const PRICING: Readonly<Record<string, number>> = {
  glb_to_simready: 1,
  text_to_simready: 2,
  image_to_simready: 3,
  multiview_to_simready: 3,
  simulate_usd: 0,
  prototype: 5,
};

/** The sides of a multi-view submission, in the order that the service asks for. */
export const VIEWS = ['front', 'right', 'back', 'left'] as const;

const THINGS = ['toolbox', 'chair', 'mug', 'crate', 'gear', 'lamp', 'barrel', 'table', 'bottle', 'stool'];
const LOOKS = ['oak', 'red', 'small', 'workshop', 'blue', 'old', 'steel', 'garden', 'green', 'studio'];
const TEXTS = [
  'a worn wooden crate with rope handles',
  'a dented red metal toolbox with a black handle',
  'a simple oak chair with a slatted back',
  'a white ceramic mug with a blue rim',
  'a brass desk lamp with a round shade',
  'a heavy steel gear with twenty teeth',
  'a rain barrel with iron hoops',
];
const ERRORS = [
  'Mesh is not watertight: 214 open edges remain after repair',
  'Collision decomposition ran out of time after 600 s',
  'Material estimation failed: no usable texture in the input',
  'Export failed: the scene holds no triangles',
];

/** An error that the pipeline could plausibly end with. */
export const pipelineError = (random: Random): string => random.pick(ERRORS);

/** A kind of job as a mixed day brings them; simulations are made from finished jobs, not drawn. */
export function drawType(random: Random): string {
  const at = random.next();
  if (at < 0.66) return 'glb_to_simready';
  if (at < 0.82) return 'text_to_simready';
  return at < 0.92 ? 'image_to_simready' : 'multiview_to_simready';
}

/** A file name for the type; text jobs carry their prompt as the name, as on the pages. */
export function drawFilename(random: Random, type: string): string {
  const stem = `${random.pick(LOOKS)}_${random.pick(THINGS)}`;
  if (type === 'text_to_simready') return random.pick(TEXTS);
  if (type === 'image_to_simready') return `${stem}.png`;
  if (type === 'multiview_to_simready') return `${stem}_front.png`;
  return `${stem}.${random.pick(['glb', 'glb', 'glb', 'obj', 'stl'])}`;
}
