/**
 * For each rule, assets that it finds something about. Beside each stands one that it nearly finds the same about, and that is the
 * same but for what the rule looks at.
 */
import { boxPoints, boxSides } from '../../solids/testing/meshes.ts';
import { groundDrop, groundStability } from '../../mjcf/rest-tests.ts';
import { triangleFile, type GltfFile } from '../../testing/gltf-files.ts';
import type { RuleId } from '../verdict.ts';
import {
  approximatedBy,
  boxCollider,
  collidingMesh,
  meshApis,
  meshText,
  prismPoints,
  prismSides,
} from './meshes.ts';
import { pngOf, texturedProp } from './pictures.ts';
import {
  apis,
  binding,
  cubeCollider,
  cubeVisual,
  filesOfMjcf,
  filesOfUsd,
  header,
  prop,
  type Files,
} from './props.ts';

/** Two assets that are made alike, of one value each. */
export interface Pair {
  trips: Files;
  nearlyDoes: Files;
  /** The numbers that they are made of, and what the rule compares those with; null where it asks for yes or no. */
  near: { trips: number; nearlyDoes: number; limit: Limit } | null;
}

/** The name of one of the rule's thresholds, or a number of the asset's own, or of another program. */
type Limit = string | number;

/** Numbers on both sides of a limit. */
const around = (limit: Limit, trips: number, nearlyDoes: number, make: (value: number) => Files): Pair => ({
  trips: make(trips),
  nearlyDoes: make(nearlyDoes),
  near: { trips, nearlyDoes, limit },
});

/** What the rule takes for wrong, and what for right. */
const either = <Choice extends string>(
  trips: Choice,
  nearlyDoes: Choice,
  make: (choice: Choice) => Files,
): Pair => ({
  trips: make(trips),
  nearlyDoes: make(nearlyDoes),
  near: null,
});

/** @param text the body of the prop beside its mass, which is that of {@link prop} */
const ofBody = (text: string): Files => filesOfUsd(prop({ body: `float physics:mass = 100\n ${text}` }));

/** The good prop, as heavy as that. A cube of half a metre has 0.125 m³. */
const ofDensity = (density: number): Files =>
  filesOfUsd(prop({ body: `float physics:mass = ${density * 0.125}` }));

/** The principal moment of a cube of half a metre and 100 kg, kg·m². */
const cubeMoment = (100 * 0.5 ** 2) / 6;
const ofMoment = (moment: number): Files =>
  ofBody(`float3 physics:diagonalInertia = (${moment}, ${moment}, ${moment})`);

export const scaledBy = (scale: string): string =>
  `double3 xformOp:scale = ${scale}\n uniform token[] xformOpOrder = ["xformOp:scale"]`;

/** A body within the prop that starts its transform anew. */
const lid = `def Cube "Lid" ${apis('RigidBody', 'Collision')} {
  double size = 0.5
  uniform token[] xformOpOrder = ["!resetXformStack!"]
}`;

/** The good prop, where a length of 1 in the file is so many metres, or says not how many. */
const inUnitsOf = (meters: number, isSaid = true): Files =>
  filesOfUsd(
    prop({
      header: header(`upAxis = "Z"\n ${isSaid ? `metersPerUnit = ${meters}` : ''}`),
      collider: cubeCollider('', 0.5 / meters),
      visual: cubeVisual('', 0.5 / meters),
    }),
  );

/** A cube of that size without physics. @param units what the file says of its units */
export const ofSize = (size: number, units = 'metersPerUnit = 1'): Files =>
  filesOfUsd(`${header(`upAxis = "Z"\n ${units}`)} def Cube "Prop" { double size = ${size} }`);

/** The good prop with that friction, at rest and in motion, and that restitution. */
export const ofMaterial = (still: number, moving: number, bounce: number): Files =>
  filesOfUsd(
    prop({
      material: `def Material "Rubber" ${apis('Material')} {
        float physics:staticFriction = ${still}
        float physics:dynamicFriction = ${moving}
        float physics:restitution = ${bounce}
      }`,
    }),
  );

/** A block that fills what is seen and stands out above it by that share of its diagonal. */
export const blockAbove = (share: number): Files => {
  const above = share * Math.hypot(0.5, 0.5, 0.5);
  return filesOfUsd(
    prop({ collider: collidingMesh(boxPoints([0.5, 0.5, 0.5 + above], [0, 0, above / 2]), boxSides) }),
  );
};

/** A body of MJCF with these elements in it. */
export const mjcfBody = (inner: string): string =>
  `<mujoco><worldbody><body name="prop">${inner}</body></worldbody></mujoco>`;

const gravity = 9.81;

/** A cube with half that side, in which another part sinks at so many metres a second, for so many seconds. */
function sinking({ half = 0.2, speed = 0.1, seconds = 60 }): Files {
  const weight = 0.001;
  const slide = `<joint type="slide" axis="0 0 -1" damping="${(weight * gravity) / speed}" range="-1 ${speed * seconds}"/>`;
  const size = `size="${half} ${half} ${half}"`;
  return filesOfMjcf(
    mjcfBody(
      `<freejoint/><geom type="box" ${size}/>
      <body>${slide}<geom type="box" ${size} mass="${weight}" contype="0" conaffinity="0"/></body>`,
    ),
  );
}

/** A triangle that the validator of glTF has nothing to say against. */
export function validTriangle(...more: Parameters<typeof triangleFile>): GltfFile {
  const file = triangleFile(...more);
  Object.assign(file.json.accessors[0] ?? {}, { min: [0, 0, 0], max: [1, 1, 0] });
  return file;
}

/** Of each rule the first is one that it finds nothing at all about, where it nearly does. */
export const pairs = {
  'no-body': [
    either('beside', 'more', (where) =>
      filesOfUsd(prop({ api: '', [where]: `def Cube "Lid" ${apis('RigidBody')} {}` })),
    ),
  ],
  'body-without-collider': [
    either('Mass', 'Collision', (api) =>
      filesOfUsd(prop({ collider: cubeCollider().replace(apis('Collision'), apis(api)) })),
    ),
  ],
  'no-mass': [
    // The mass is written in both, and counts where its schema is applied.
    either(apis('RigidBody'), apis('RigidBody', 'Mass'), (api) => filesOfUsd(prop({ api }))),
  ],
  'mass-not-positive': [
    // So small that a gram is plausible.
    around('mass', -0.001, 0.001, (mass) =>
      filesOfUsd(
        prop({
          body: `float physics:mass = ${mass}`,
          collider: cubeCollider('', 0.02),
          visual: cubeVisual('', 0.02),
        }),
      ),
    ),
  ],
  'impossible-inertia': [
    around('tolerance', 1.05e-6, 0.95e-6, (above) =>
      ofBody(`float3 physics:diagonalInertia = (1, ${3 * (1 + above)}, 2)`),
    ),
  ],
  'axes-not-unit': [
    around('tolerance', 1.05e-4, 0.95e-4, (off) =>
      ofBody(`quatf physics:principalAxes = (${1 + off}, 0, 0, 0)`),
    ),
  ],
  'moving-triangle-mesh': [
    either('meshSimplification', 'convexHull', (approximation) =>
      filesOfUsd(prop({ collider: boxCollider(approximatedBy(approximation)) })),
    ),
  ],
  'approximation-by-target': [
    either('sdf', 'convexHull', (approximation) => {
      const api = meshApis.replace(']', ', "MjcCollisionAPI"]');
      return filesOfUsd(prop({ collider: boxCollider(approximatedBy(approximation), api) }));
    }),
  ],
  'misplaced-collision-api': [
    either('PhysxMeshSimplificationCollisionAPI', 'PhysxMeshMergeCollisionAPI', (api) =>
      filesOfUsd(prop({ more: `def Xform "Group" ${apis('Collision').replace(']', `, "${api}"]`)} {}` })),
    ),
  ],
  'stretched-collider': [
    around('scale', 1.05e-5, 0.95e-5, (by) =>
      filesOfUsd(
        prop({
          collider: cubeCollider(scaledBy(`(1, 1, ${1 + by})`))
            .replace('def Cube', 'def Sphere')
            .replace('double size', 'double radius'),
        }),
      ),
    ),
  ],
  'skewed-body': [
    around('cosine', 1.05e-5, 0.95e-5, (by) =>
      ofBody(`matrix4d xformOp:transform = ((1, 0, 0, 0), (${by}, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
        uniform token[] xformOpOrder = ["xformOp:transform"]`),
    ),
  ],
  'body-not-movable': [
    either('Scope', 'Xform', (type) => filesOfUsd(prop().replace('def Xform "Prop"', `def ${type} "Prop"`))),
  ],
  'nested-bodies': [
    either('Collider', 'Lid', (other) =>
      filesOfUsd(
        prop({
          more: `${lid} def PhysicsFixedJoint "Hinge" {
            rel physics:body0 = </Prop>
            rel physics:body1 = </Prop/${other}>
          }`,
        }),
      ),
    ),
  ],
  'joint-targets': [
    around('targets', 2, 1, (targets) => {
      const bodies = ['</Prop>', '</Prop/Collider>'].slice(0, targets).join(', ');
      return filesOfUsd(
        prop({ beside: `def PhysicsFixedJoint "Joint" { rel physics:body0 = [${bodies}] }` }),
      );
    }),
  ],
  'hidden-collider': [
    either('default', 'guide', (purpose) =>
      filesOfUsd(
        prop({
          collider: cubeCollider('token visibility = "invisible"').replace('"guide"', `"${purpose}"`),
        }),
      ),
    ),
  ],
  'no-physics-material': [
    either('full', 'physics', (purpose) =>
      filesOfUsd(prop({ collider: cubeCollider().replace(binding, binding.replace('physics', purpose)) })),
    ),
  ],
  'material-out-of-range': [
    around('lowest', -0.001, 0, (bounce) => ofMaterial(0.5, 0.5, bounce)),
    around('restitution', 1.001, 1, (bounce) => ofMaterial(0.5, 0.5, bounce)),
    around(0.5, 0.501, 0.5, (moving) => ofMaterial(0.5, moving, 0)),
  ],
  'units-not-authored': [
    around('metersPerUnit', 0.99, 1, inUnitsOf),
    either('assumed', 'said', (how) => inUnitsOf(0.01, how === 'said')),
  ],
  'implausible-size': [
    around('lowest', 0.000_99, 0.001_01, ofSize),
    around('highest', 100.1, 99.9, ofSize),
    around('lowestAssumed', 0.0099, 0.0101, (meters) => ofSize(100 * meters, '')),
  ],
  'implausible-density': [
    around('low', 99, 100, ofDensity),
    around('lowest', 4.96, 5, ofDensity),
    around('high', 9000, 8990, ofDensity),
    around('highest', 23_010, 23_000, ofDensity),
    around('visualShare', 0.0101, 0.0099, (share) => {
      const [weighs, seen] = [
        '<geom type="box" size="0.25 0.25 0.25" mass="100" group="3"/>',
        `<geom type="box" size="0.25 0.25 0.25" contype="0" conaffinity="0" mass="${(100 * share) / (1 - share)}"/>`,
      ];
      return filesOfMjcf(mjcfBody(`<freejoint/>${weighs}${seen}`));
    }),
  ],
  'collider-volume': [
    around('lowest', 0.49, 0.51, (z) =>
      filesOfUsd(prop({ collider: cubeCollider(scaledBy(`(1, 1, ${z})`)) })),
    ),
    around('highest', 2.01, 1.99, (z) =>
      filesOfUsd(prop({ collider: cubeCollider(scaledBy(`(1, 1, ${z})`)) })),
    ),
  ],
  'collider-shape': [around('note', 0.051, 0.049, blockAbove), around('warning', 0.101, 0.099, blockAbove)],
  'fine-colliders': [
    around('corners', 66, 64, (corners) =>
      filesOfUsd(
        prop({ collider: collidingMesh(prismPoints(corners / 2, 0.25, 0.5), prismSides(corners / 2)) }),
      ),
    ),
    around('hulls', 65, 64, (hulls) => {
      const one = (index: number): string => cubeCollider().replace('"Collider"', `"Collider${index}"`);
      return filesOfUsd(
        prop({ collider: Array.from({ length: hulls }, (_none, index) => one(index)).join('\n') }),
      );
    }),
  ],
  'center-outside': [
    around(0.25, 0.2501, 0.2499, (x) => ofBody(`point3f physics:centerOfMass = (${-x}, 0, 0)`)),
  ],
  'implausible-inertia': [
    around('gyration', 0.503, 0.497, (share) => ofMoment(100 * (share * 0.5 * Math.sqrt(3)) ** 2)),
    around('box', 10.1, 9.9, (times) => ofMoment(cubeMoment / times)),
  ],
  'degenerate-collider': [
    around('thickness', 0.0099, 0.0101, (side) =>
      filesOfUsd(prop({ collider: collidingMesh(boxPoints([0.5, 0.5, side]), boxSides) })),
    ),
    around('volume', 0.95e-15, 1.05e-15, (volume) => {
      const side = 1e-5;
      return filesOfUsd(
        prop({ collider: collidingMesh(boxPoints([side, side, volume / side ** 2]), boxSides) }),
      );
    }),
    around('area', 0.95e-15, 1.05e-15, (area) => {
      const side = Math.sqrt(2 * area);
      const sheet = meshText(
        'Collider',
        [
          [0, 0, 0],
          [side, 0, 0],
          [0, side, 0],
        ],
        [[0, 1, 2]],
        approximatedBy('none'),
        meshApis,
      );
      const body = 'float physics:mass = 100\n bool physics:kinematicEnabled = true';
      return filesOfUsd(prop({ body, collider: sheet }));
    }),
  ],
  'inconsistent-surface': [
    around('edges', 1, 0, (fins) => {
      const faces = [...boxSides, ...[[0, 1, 5]].slice(0, fins)];
      return filesOfUsd(prop({ visual: meshText('Visual', boxPoints([0.5, 0.5, 0.5]), faces) }));
    }),
    around('faces', 1, 0, (flat) => {
      const faces = [...boxSides, ...[[0, 0, 1]].slice(0, flat)];
      return filesOfUsd(prop({ visual: meshText('Visual', boxPoints([0.5, 0.5, 0.5]), faces) }));
    }),
  ],
  'mjcf-refused': [
    // One moment may be the sum of the others.
    around(2, 2.01, 1.99, (moment) => {
      const inertial = `<inertial pos="0 0 0" mass="100" diaginertia="1 1 ${moment}"/>`;
      return filesOfMjcf(mjcfBody(`<freejoint/>${inertial}<geom type="box" size="0.25 0.25 0.25"/>`));
    }),
  ],
  'mjcf-warnings': [
    either('', '<edge equality="true"/>', (inner) => {
      const cloth = `<flexcomp name="cloth" type="grid" count="3 3 1" spacing=".1 .1 .1" dim="2" mass="1">${inner}</flexcomp>`;
      return filesOfMjcf(
        mjcfBody('<geom type="box" size="0.25 0.25 0.25" mass="100"/>').replace(
          '</worldbody>',
          `${cloth}</worldbody>`,
        ),
      );
    }),
  ],
  'usd-mjcf-disagree': [
    around('difference', 0.0101, 0.0099, (off) => ({
      'usd/prop/prop.usda': `#usda 1.0\n${prop()}`,
      'mjcf/prop/prop.xml': mjcfBody(
        `<freejoint/><geom type="box" size="0.25 0.25 0.25" mass="${100 / (1 - off)}" friction="0.6"/>`,
      ),
    })),
  ],
  'lost-texture': [
    either('textures/b.png', 'textures/a.png', (there) =>
      filesOfUsd(texturedProp('textures/a.png'), { [there]: pngOf(8, 8) }),
    ),
    around('side', 16_385, 16_384, (side) =>
      filesOfUsd(texturedProp('textures/a.png'), { 'textures/a.png': pngOf(8, side) }),
    ),
  ],
  'missing-layer': [
    either('lid.usd', 'lid.usda', (reference) =>
      filesOfUsd(prop({ more: `def Xform "Lid" (prepend references = @${reference}@) {}` }), {
        'lid.usda': '#usda 1.0\n(\n  defaultPrim = "Lid"\n)\ndef Xform "Lid" {}',
      }),
    ),
  ],
  'no-default-prim': [
    either('Gone', 'Prop', (name) =>
      filesOfUsd(prop().replace('defaultPrim = "Prop"', `defaultPrim = "${name}"`)),
    ),
  ],
  'no-rest': [
    around('stabilityTolerance', 0.0102, 0.0098, (tolerance) =>
      sinking({ half: 0.02, speed: tolerance / groundStability.window }),
    ),
    around('dropTolerance', 0.0204, 0.0196, (tolerance) => sinking({ speed: tolerance / groundDrop.window })),
    around('stabilityWithin', 5.2, 4.9, (within) => sinking({ seconds: within - groundStability.window })),
    around('dropWithin', 8.2, 7.9, (within) => {
      // Whatever falls with it is as fast as without it, and is stopped by it below.
      const fall = Math.sqrt((2 * groundDrop.dropHeight(0.4, 0.4)) / gravity);
      return sinking({ seconds: fall + within - groundDrop.window });
    }),
  ],
  'drop-not-applicable': [
    either('hinge', 'free', (type) =>
      filesOfMjcf(mjcfBody(`<joint type="${type}"/><geom type="box" size="0.2 0.2 0.2"/>`)),
    ),
  ],
  'gltf-invalid': [
    around('errors', 1, 0, (errors) => {
      // The only material is the first.
      const file = validTriangle({ material: errors }, {}, { materials: [{}] });
      return { 'a.glb': file.glb() };
    }),
  ],
} as const satisfies Record<RuleId, readonly [Pair, ...Pair[]]>;
