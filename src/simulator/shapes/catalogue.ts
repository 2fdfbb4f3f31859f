import { hash } from '../random.ts';
import { chair, stool, table } from './furniture.ts';
import { barrel, bottle, lamp, mug } from './household.ts';
import { model, recoloured } from './model.ts';
import type { Model, Part } from './model.ts';
import { crate, gear, toolbox } from './workshop.ts';

/** Every shape that a file name can ask for. */
const SHAPES: Readonly<Record<string, () => Part[]>> = {
  toolbox,
  chair,
  mug,
  crate,
  gear,
  lamp,
  barrel,
  table,
  bottle,
  stool,
};
export const SHAPE_NAMES: readonly string[] = Object.keys(SHAPES);
/** As many looks has each shape. */
const VARIANTS = 4;

const shapes = new Map<string, readonly Part[]>();
const models = new Map<string, Model>();

/**
 * The thing that a file name or prompt speaks of: `red_toolbox.glb` is a toolbox; a name that says nothing gets one
 * of the shapes, always the same. Models are built once and shared, their meshes by all looks of a shape.
 */
export function modelFor(name: string): Model {
  const lower = name.toLowerCase();
  const shape =
    SHAPE_NAMES.find((one) => lower.includes(one)) ??
    SHAPE_NAMES[hash(lower) % SHAPE_NAMES.length] ??
    'crate';
  const variant = hash(lower, 7) % VARIANTS;
  const key = `${shape}-${variant}`;
  const parts = shapes.get(shape) ?? (SHAPES[shape] ?? crate)();
  const made = models.get(key) ?? model(key, recoloured(parts, variant));
  shapes.set(shape, parts);
  models.set(key, made);
  return made;
}
