import { volume } from '../shapes/mesh.ts';
import type { Mesh } from '../shapes/mesh.ts';
import type { Model, Part } from '../shapes/model.ts';
import { objText } from './obj.ts';
import { decimal } from './numbers.ts';

/** The model as MuJoCo XML; meshes and textures lie in folders of those names beside it. */
export function mjcfText(model: Model, stem: string): string {
  const lines = [
    `<mujoco model="${stem}">`,
    '  <compiler angle="radian" meshdir="meshes" texturedir="textures"/>',
    '  <default>',
    '    <default class="visual">',
    '      <geom type="mesh" contype="0" conaffinity="0" group="2" mass="0"/>',
    '    </default>',
    '    <default class="collision">',
    '      <geom type="mesh" group="3" friction="0.6 0.005 0.0001"/>',
    '    </default>',
    '  </default>',
    '  <asset>',
    ...model.materials.flatMap(({ name, roughness, metallic }) => [
      `    <texture name="${name}" type="2d" file="${name}.png"/>`,
      `    <material name="${name}" texture="${name}" specular="${decimal(0.2 + metallic * 0.6)}" shininess="${decimal(1 - roughness)}"/>`,
    ]),
    ...model.parts.flatMap((part) => [
      `    <mesh name="${part.name}" file="${part.name}.obj" inertia="shell"/>`,
      ...colliderNames(part).map((name) => `    <mesh name="${name}" file="${name}.obj" inertia="exact"/>`),
    ]),
    '  </asset>',
    '  <worldbody>',
    `    <body name="${stem}">`,
    '      <freejoint/>',
    ...model.parts.map(
      (part) => `      <geom class="visual" mesh="${part.name}" material="${part.material.name}"/>`,
    ),
    ...model.parts.flatMap(collisionGeoms),
    '    </body>',
    '  </worldbody>',
    '</mujoco>',
    '',
  ];
  return lines.join('\n');
}

/** The OBJ files that the XML names, by file name. */
export function mjcfMeshes(model: Model): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const part of model.parts) {
    files.set(`${part.name}.obj`, objFile(part.mesh, part.name));
    const names = colliderNames(part);
    part.colliders.forEach((mesh, at) => {
      const name = names[at] ?? part.name;
      files.set(`${name}.obj`, objFile(mesh, name));
    });
  }
  return files;
}

const objFiles = new WeakMap<Mesh, Map<string, Buffer>>();

/** Thousands of jobs share a few meshes, so each is written once under each of its names. */
function objFile(mesh: Mesh, name: string): Buffer {
  const known = objFiles.get(mesh) ?? new Map<string, Buffer>();
  objFiles.set(mesh, known);
  const file = known.get(name) ?? Buffer.from(objText(mesh, name));
  known.set(name, file);
  return file;
}

const colliderNames = (part: Part): string[] =>
  part.colliders.map((_mesh, at) => `${part.name}_collision_${at}`);

/** A part's mass is spread over its colliders by their volumes, so that the body weighs what the USD says. */
function collisionGeoms(part: Part): string[] {
  const volumes = part.colliders.map(volume);
  const whole = volumes.reduce((sum, one) => sum + one, 0);
  return colliderNames(part).map((name, at) => {
    const mass = (part.massKg * (volumes[at] ?? 0)) / whole;
    return `      <geom class="collision" mesh="${name}" mass="${decimal(mass)}"/>`;
  });
}
