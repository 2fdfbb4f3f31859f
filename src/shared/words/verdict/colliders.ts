import type { Said } from './evidence.ts';
import type { WordsOf } from './rule-words.ts';

const sumOf = (said: Said): string =>
  Number.isNaN(said.value('overlapping')) ? '' : ', with overlaps counted more than once';

/** Colliders, their surfaces, and how they fit what is seen. */
export const colliderWords: WordsOf<
  | 'moving-triangle-mesh'
  | 'approximation-by-target'
  | 'misplaced-collision-api'
  | 'stretched-collider'
  | 'hidden-collider'
  | 'collider-volume'
  | 'collider-shape'
  | 'fine-colliders'
  | 'degenerate-collider'
  | 'inconsistent-surface'
> = {
  'moving-triangle-mesh': {
    title: 'Triangle mesh on a moving body',
    meaning:
      'Engines can’t collide a moving body with its triangles. PhysX takes the convex hull instead, which fills every hole and hollow.',
    remedy: 'Set physics:approximation to convexHull, convexDecomposition, or sdf.',
    findings: {
      authored: (said) =>
        `The approximation is ${said.of('approximation')}. Engines take ${said.of('fallback')} instead.`,
      'not-authored': (said) =>
        `No approximation is written, which means the triangles themselves. Engines take ${said.of('fallback')} instead.`,
    },
  },
  'approximation-by-target': {
    title: 'Approximation for another engine',
    meaning:
      'The engines want different things here: SimReady asks for sdf in PhysX, and for convexHull in MuJoCo.',
    remedy: 'Nothing, unless the asset is made for that engine.',
    findings: {
      mujoco: (said) =>
        `The collider is made for MuJoCo, which takes convexHull. It says ${said.of('approximation')}.`,
      physx: (said) =>
        `The collider is made for PhysX, where SimReady wants sdf. It says ${said.of('approximation')}.`,
    },
  },
  'misplaced-collision-api': {
    title: 'Collision schema in the wrong place',
    meaning: 'The schema has no effect, so that part of the asset doesn’t collide as its author meant it to.',
    remedy: 'Apply PhysicsCollisionAPI to shapes, and PhysicsMeshCollisionAPI to meshes that have it.',
    findings: {
      collision: (said) =>
        `PhysicsCollisionAPI is applied to a prim of type ${said.of('type')}, which has no shape.`,
      'mesh-collision':
        'PhysicsMeshCollisionAPI is applied to a prim that isn’t a mesh, or that doesn’t collide.',
    },
  },
  'stretched-collider': {
    title: 'Stretched collider',
    meaning:
      'Engines know spheres, capsules, cylinders, and cones by their sizes and can’t stretch them. The collider has another shape than what you see.',
    remedy: 'Scale it evenly, or use a mesh with a convex hull.',
    findings: {
      stretched: (said) =>
        `A ${said.of('type')} is scaled ${said.of('ratio')} times as much along one axis as along another.`,
    },
  },
  'hidden-collider': {
    title: 'Hidden collider without guide purpose',
    meaning: 'Tools that leave out what is invisible may leave out the collider, too.',
    remedy: 'Set its purpose to guide instead of hiding it.',
    findings: { invisible: (said) => `The collider is invisible and its purpose is ${said.of('purpose')}.` },
  },
  'collider-volume': {
    title: 'Colliders don’t have the volume of the object',
    meaning:
      'The object bumps into things it doesn’t touch, or sinks into them. A mass that follows from the colliders is wrong, too.',
    remedy: 'Compare the colliders with the visual mesh, and decompose it anew.',
    findings: {
      large: (said) =>
        `The colliders take ${said.of('ratio')} times the volume of the visual mesh${sumOf(said)}.`,
      small: (said) => `The colliders take only ${said.of('ratio')} times the volume of the visual mesh.`,
    },
  },
  'collider-shape': {
    title: 'Colliders don’t follow the shape',
    meaning:
      'There are places where the object collides without touching, or touches without colliding: hollows that are filled, or parts that are left out.',
    remedy: 'Look at the place with the colliders shown, and decompose the mesh more finely if it matters.',
    findings: {
      far: (said) =>
        `The visual mesh and the colliders are up to ${said.of('distance')} apart, ${said.percent('ratio')} of its size.`,
    },
  },
  'fine-colliders': {
    title: 'Many or fine hulls',
    meaning:
      'Each step of the simulation takes longer. PhysX and MJX cut hulls with more than 64 corners, or are slow with them.',
    remedy: 'Simplify the hulls to 64 corners or fewer, and decompose into fewer hulls.',
    findings: {
      corners: (said) => `A hull has ${said.count('corners', 'corner')}.`,
      hulls: (said) => `A body has ${said.count('hulls', 'collider')}.`,
    },
  },
  'degenerate-collider': {
    title: 'Flat or degenerate collider',
    meaning: 'Engines refuse it, leave it out, or let things pass through it.',
    remedy: 'Give it some thickness, or replace it with a box.',
    findings: {
      damaged: (said) => `The mesh can’t be read: ${said.of('detail')} doesn’t fit.`,
      empty: 'The mesh has no faces.',
      'few-points': (said) => `The mesh has ${said.count('points', 'point')}. A hull needs at least 4.`,
      flat: 'All points of the mesh are in one plane, on one line, or in one place, so there is no hull.',
      volume: (said) => `Its volume is ${said.of('volume')}, which is too small for engines.`,
      area: (said) => `Its surface is ${said.of('area')}, which is too small for engines.`,
      'inside-out': 'All faces of the mesh point inward.',
      thin: (said) =>
        `The colliders of the body are only ${said.of('thickness')} thick. Fast things may pass through.`,
    },
  },
  'inconsistent-surface': {
    title: 'Inconsistent surface',
    meaning:
      'It isn’t clear what is inside the mesh and what is outside. Volume and inertia that follow from it are wrong, and it may look wrong in places.',
    remedy: 'Recalculate the normals, and remove doubled and collapsed faces.',
    findings: {
      misoriented: (said) =>
        `Neighboring faces disagree about which side is out at ${said.count('edges', 'edge')} of ${said.of('of')}.`,
      'non-manifold': (said) =>
        `${said.count('edges', 'edge')} of ${said.of('of')} have three or more faces.`,
      'flat-faces': (said) => `${said.count('faces', 'face')} of ${said.of('of')} have no area.`,
    },
  },
};
