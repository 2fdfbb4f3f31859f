import type { WordsOf } from './rule-words.ts';

/** Bodies, their mass and how it is spread. */
export const bodyWords: WordsOf<
  | 'no-body'
  | 'body-without-collider'
  | 'no-mass'
  | 'mass-not-positive'
  | 'impossible-inertia'
  | 'axes-not-unit'
  | 'skewed-body'
  | 'body-not-movable'
  | 'nested-bodies'
  | 'implausible-density'
  | 'center-outside'
  | 'implausible-inertia'
> = {
  'no-body': {
    title: 'No rigid body',
    meaning: 'The asset stays where it is: nothing in it falls, can be pushed, or can be picked up.',
    remedy: 'Apply PhysicsRigidBodyAPI to the default prim or to a prim below it.',
    findings: {
      none: 'No prim is a rigid body.',
      'outside-default-prim':
        'The rigid body isn’t under the default prim, so a scene that references this asset doesn’t get it.',
    },
  },
  'body-without-collider': {
    title: 'Body without a collider',
    meaning: 'The body falls through the floor and through everything else.',
    remedy: 'Apply PhysicsCollisionAPI to the body’s shape or to a shape below it, or disable the body.',
    findings: { none: 'Neither the body nor any prim below it has PhysicsCollisionAPI.' },
  },
  'no-mass': {
    title: 'No mass',
    meaning:
      'Engines fill in a mass from the volume and a density of 1,000 kg/m³ (that of water), which is rarely right.',
    remedy: 'Write physics:mass on the body, or on each of its colliders.',
    findings: {
      assumed: (said) => `No mass is written. Engines assume ${said.of('mass')}.`,
      unknown: 'No mass is written, and nothing in the body has a volume that one could follow from.',
      'some-colliders': (said) =>
        `The body has no mass of its own, and ${said.of('without')} of its ${said.count('colliders', 'collider')} have none either.`,
    },
  },
  'mass-not-positive': {
    title: 'Mass isn’t positive',
    meaning: 'Engines refuse a negative mass, and ignore one of zero or put another in its place.',
    remedy: 'Write the true mass in kilograms, or leave it out.',
    findings: {
      negative: (said) => `The mass is ${said.of('mass')}.`,
      none: 'The mass is 0, and nothing else in the body has a mass or a volume.',
      zero: 'The mass is written as 0, which means that it is worked out from something else.',
    },
  },
  'impossible-inertia': {
    title: 'Impossible inertia',
    meaning:
      'No solid object can have such moments of inertia: each is at most the sum of the two others. MuJoCo refuses them, and other engines become unstable.',
    remedy: 'Leave the inertia out, so that engines work it out from the colliders, or correct it.',
    findings: {
      triangle: (said) =>
        `The largest moment, ${said.of('largest')}, is greater than the sum of the others, ${said.of('smallest')} and ${said.of('middle')}.`,
      'not-positive': (said) => `One of the moments is ${said.of('smallest')}.`,
      zero: 'The inertia is written as (0, 0, 0), which means that it is worked out from something else.',
    },
  },
  'axes-not-unit': {
    title: 'Principal axes aren’t a unit quaternion',
    meaning: 'Engines scale it, ignore it, or turn the inertia in a wrong way.',
    remedy: 'Normalize physics:principalAxes.',
    findings: { length: (said) => `Its length is ${said.of('length')} instead of 1.` },
  },
  'skewed-body': {
    title: 'Skewed body',
    meaning:
      'Engines move bodies by rotations and translations only, so the shape jumps when it starts to move.',
    remedy: 'Bake the scale into the meshes, or scale along the body’s own axes.',
    findings: {
      skewed: (said) => `The body’s axes lean ${said.of('angle')} away from right angles.`,
    },
  },
  'body-not-movable': {
    title: 'Body can’t be moved',
    meaning:
      'The engine has nowhere to write the body’s position, so it doesn’t move or isn’t created at all.',
    remedy: 'Apply PhysicsRigidBodyAPI to an Xform or a shape that isn’t part of an instance.',
    findings: {
      'no-transform': (said) => `The body is a ${said.of('type')}, which has no transform.`,
      instance: 'The body is inside an instance, which all copies share.',
    },
  },
  'nested-bodies': {
    title: 'Body inside a body',
    meaning:
      'Both are moved by the engine, so the inner one is moved twice or pulled apart from the outer one.',
    remedy:
      'Put the bodies side by side, or reset the inner one’s transform stack and connect both with a joint.',
    findings: {
      'no-reset': (said) => `The body is inside ${said.of('above')} and doesn’t reset its transform stack.`,
      'no-joint': (said) => `The body is inside ${said.of('above')}, and no joint connects them.`,
    },
  },
  'implausible-density': {
    title: 'Unlikely density',
    meaning:
      'The mass doesn’t fit the size of the colliders, so the object feels like foam or like lead when it’s handled.',
    remedy: 'Check the mass, the unit of length, and whether the colliders have the size of the object.',
    findings: {
      'too-light': (said) =>
        `${said.of('mass')} in ${said.of('volume')} of colliders are ${said.of('density')}, which is lighter than any foam.`,
      'too-heavy': (said) =>
        `${said.of('mass')} in ${said.of('volume')} of colliders are ${said.of('density')}, which is more than any metal.`,
      light: (said) =>
        `${said.of('mass')} in ${said.of('volume')} of colliders are ${said.of('density')}, as light as foam.`,
      heavy: (said) =>
        `${said.of('mass')} in ${said.of('volume')} of colliders are ${said.of('density')}, as heavy as solid metal.`,
      'visual-mass': (said) =>
        `Geoms that don’t collide add ${said.of('visual')}, ${said.percent('share')} of the body’s ${said.of('mass')}.`,
    },
  },
  'center-outside': {
    title: 'Center of mass outside the colliders',
    meaning: 'The object tips over or wobbles without end, because it is balanced around a point in the air.',
    remedy: 'Correct physics:centerOfMass, which is in the body’s own units and axes, or leave it out.',
    findings: {
      outside: (said) => `It is ${said.of('distance')} outside the bounds of the colliders.`,
    },
  },
  'implausible-inertia': {
    title: 'Inertia doesn’t fit the size',
    meaning: 'The object turns far too easily or hardly at all when it’s hit.',
    remedy: 'Leave the inertia out, so that engines work it out from the colliders, or check its units.',
    findings: {
      'too-wide': (said) =>
        `The mass would have to be ${said.of('radius')} from the center, beyond the corners of colliders that measure ${said.of('diagonal')} across.`,
      large: (said) => `It is ${said.of('factor')} times that of a solid box of the same size and mass.`,
      small: (said) => `It is ${said.of('factor')} times that of a solid box of the same size and mass.`,
    },
  },
};
