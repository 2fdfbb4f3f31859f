import type { WordsOf } from './rule-words.ts';

/** Units, materials, joints, files, and what MuJoCo and the validator of glTF say. */
export const fileWords: WordsOf<
  | 'joint-targets'
  | 'no-physics-material'
  | 'material-out-of-range'
  | 'units-not-authored'
  | 'implausible-size'
  | 'mjcf-refused'
  | 'mjcf-warnings'
  | 'usd-mjcf-disagree'
  | 'lost-texture'
  | 'missing-layer'
  | 'no-default-prim'
  | 'no-rest'
  | 'drop-not-applicable'
  | 'gltf-invalid'
> = {
  'joint-targets': {
    title: 'Joint or articulation that can’t work',
    meaning:
      'Engines leave the joint out or attach it to the world, so the parts come apart or stick in the air.',
    remedy: 'Name one existing body on each side, and put the articulation root on a moving body.',
    findings: {
      missing: (said) => `The joint names ${said.of('target')}, which doesn’t exist.`,
      several: (said) => `${said.of('relation')} names ${said.count('targets', 'prim')} instead of one.`,
      'nested-articulation': (said) => `The articulation is inside another one, ${said.of('above')}.`,
      'static-articulation': 'The articulation root is on a body that is disabled.',
      'kinematic-articulation': 'The articulation root is on a kinematic body.',
    },
  },
  'no-physics-material': {
    title: 'Collider without a physics material',
    meaning: 'Engines use their own friction and bounciness, and each has others.',
    remedy: 'Bind a material with PhysicsMaterialAPI through material:binding:physics.',
    findings: {
      none: 'No material is bound to the collider.',
      'no-api': (said) => `The material that is bound, ${said.of('material')}, has no PhysicsMaterialAPI.`,
    },
  },
  'material-out-of-range': {
    title: 'Friction or restitution out of range',
    meaning: 'Things gain energy when they slide or bounce, or engines clamp the value.',
    remedy:
      'Use a friction of 0 or more, a restitution from 0 to 1, and no more dynamic than static friction.',
    findings: {
      'static-friction': (said) => `The static friction is ${said.of('value')}.`,
      'dynamic-friction': (said) => `The dynamic friction is ${said.of('value')}.`,
      restitution: (said) => `The restitution is ${said.of('value')}.`,
      'more-when-moving': (said) =>
        `The dynamic friction, ${said.of('value')}, is greater than the static friction, ${said.of('static')}.`,
    },
  },
  'units-not-authored': {
    title: 'Unit or up axis isn’t written',
    meaning:
      'USD then assumes centimeters and Y up. Tools that assume something else show the asset at another size, or lying on its side.',
    remedy: 'Write metersPerUnit and upAxis. SimReady’s robotics profiles want 1 and Z.',
    findings: {
      'no-meters': 'metersPerUnit isn’t written, so one unit is a centimeter.',
      'other-meters': (said) =>
        `One unit is ${said.of('metersPerUnit')}. SimReady’s robotics profiles want meters.`,
      'no-axis': 'upAxis isn’t written, so Y is up.',
      'other-axis': (said) => `${said.of('upAxis')} is up. SimReady’s robotics profiles want Z.`,
    },
  },
  'implausible-size': {
    title: 'Unlikely size',
    meaning: 'An asset at the wrong scale falls too fast or too slowly, and robots can’t grasp it.',
    remedy: 'Check the unit of length that the model was exported in.',
    findings: {
      small: (said) => `The largest side is only ${said.of('size')} long.`,
      large: (said) => `The largest side is ${said.of('size')} long.`,
      'looks-like-meters': (said) =>
        `The largest side is only ${said.of('size')} long. It looks like meters, which would make it ${said.of('other')}.`,
      'looks-like-centimeters': (said) =>
        `The largest side is ${said.of('size')} long. It looks like centimeters, which would make it ${said.of('other')}.`,
    },
  },
  'mjcf-refused': {
    title: 'MuJoCo refuses the MJCF',
    meaning: 'The MJCF can’t be used at all.',
    remedy: 'Correct what MuJoCo names. STL files must be binary, with 1 to 200,000 faces.',
    findings: {
      refused: (said) => `MuJoCo says: ${said.of('words')}`,
      unreadable: (said) => `${said.of('file')} can’t be read: ${said.of('words')}`,
    },
  },
  'mjcf-warnings': {
    title: 'MuJoCo warns about the MJCF',
    meaning: 'The MJCF works, but perhaps not as its author meant it to.',
    remedy: 'Correct what MuJoCo names.',
    findings: { warned: (said) => `MuJoCo says: ${said.of('words')}` },
  },
  'usd-mjcf-disagree': {
    title: 'USD and MJCF disagree',
    meaning: 'The asset behaves differently in different simulators.',
    remedy: 'Find out which of the two is right, and correct the other.',
    findings: {
      mass: (said) => `The mass is ${said.of('usd')} in the USD and ${said.of('mjcf')} in the MJCF.`,
      center: (said) =>
        `The centers of mass are ${said.of('distance')} apart, in an object that measures ${said.of('size')} across.`,
      hulls: (said) =>
        `There are ${said.count('usd', 'collider')} in the USD and ${said.of('mjcf')} in the MJCF.`,
      friction: (said) => `The friction is ${said.of('usd')} in the USD and ${said.of('mjcf')} in the MJCF.`,
    },
  },
  'lost-texture': {
    title: 'Missing or unsuitable texture',
    meaning:
      'The asset looks different from what it should, which matters for everything that learns from pictures.',
    remedy:
      'Put the texture beside the asset and name it by a relative path, at no more than 16,384 pixels on a side.',
    findings: {
      missing: (said) => `${said.of('file')} isn’t there.`,
      outside: (said) => `${said.of('file')} is outside the asset.`,
      broken: (said) => `${said.of('file')} can’t be read.`,
      upwards: (said) =>
        `${said.of('file')} is above the folder of the asset’s file, and is lost when that is moved.`,
      large: (said) => `${said.of('file')} is ${said.of('side')} on a side.`,
    },
  },
  'missing-layer': {
    title: 'Missing layer',
    meaning: 'A part of the asset isn’t there.',
    remedy: 'Put the file beside the asset, and name it by a relative path.',
    findings: {
      unreadable: (said) => `${said.of('file')} can’t be read: ${said.of('detail')}.`,
      missing: (said) => `${said.of('layer')} isn’t there.`,
      outside: (said) => `${said.of('layer')} is outside the asset.`,
      damaged: (said) => `A layer can’t be read: ${said.of('layer')}.`,
      cycle: (said) => `The layers name one another in a circle: ${said.of('layer')}.`,
    },
  },
  'no-default-prim': {
    title: 'No default prim',
    meaning: 'Scenes that reference the asset get nothing.',
    remedy: 'Set defaultPrim to the asset’s root prim.',
    findings: {
      none: 'No default prim is named.',
      missing: (said) => `The default prim, ${said.of('path')}, doesn’t exist.`,
    },
  },
  'no-rest': {
    title: 'Doesn’t come to rest',
    meaning:
      'Dropped on a floor, the object keeps moving, which is a sign of bad colliders, mass, or inertia. Balls roll for a while, too.',
    remedy: 'Watch it in “Poke it”, with the contacts shown.',
    findings: {
      moving: (said) =>
        `In ${said.of('test')} it still moved ${said.of('distance')} after ${said.of('within')}.`,
      sinking: (said) => `In ${said.of('test')} it was ${said.of('distance')} inside the floor.`,
      'no-touch': (said) => `In ${said.of('test')} it never reached the floor.`,
      unstable: (said) => `In ${said.of('test')} the simulation became unstable: ${said.of('words')}`,
    },
  },
  'drop-not-applicable': {
    title: 'Can’t be dropped',
    meaning: 'Whether it comes to rest isn’t judged, because it doesn’t fall.',
    remedy: 'Nothing, if it is meant to be fixed. Otherwise give it a free joint.',
    findings: {
      'no-body': 'The MJCF has no body, only geoms of the world.',
      fixed: 'All bodies of the MJCF are fixed to the world.',
      jointed: 'All bodies of the MJCF are held by joints to the world.',
    },
  },
  'gltf-invalid': {
    title: 'Invalid glTF',
    meaning: 'Programs read such files differently, or not at all.',
    remedy: 'Export the file again, or correct what the validator names.',
    findings: {
      invalid: (said) => `${said.of('code')} (${said.count('errors', 'time')}): ${said.of('words')}`,
      unreadable: (said) => `${said.of('file')} can’t be read: ${said.of('words')}`,
    },
  },
};
