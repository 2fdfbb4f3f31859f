import type { Files } from '../results/zip.ts';

/**
 * The result's files with a USD that no engine takes as it is meant: its body has no mass, and its colliders are three times as
 * large as the object in each direction.
 */
export function withSpoiltPhysics(files: Files): Files {
  return new Map([...files].map(([path, bytes]) => [path, path.endsWith('.usd') ? spoilt(bytes) : bytes]));
}

function spoilt(usd: Buffer): Buffer {
  const text = usd
    .toString()
    .replace(/^ *float physics:mass = .*\n/m, '')
    .replace('"PhysicsRigidBodyAPI", "PhysicsMassAPI"', '"PhysicsRigidBodyAPI"')
    .replace('def Xform "Colliders"\n    {\n', (scope) => `${scope}${scaled}`);
  return Buffer.from(text);
}

const scaled = `        double3 xformOp:scale = (3, 3, 3)
        uniform token[] xformOpOrder = ["xformOp:scale"]
`;
