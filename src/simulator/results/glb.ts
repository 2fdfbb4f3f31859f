import { Document, NodeIO } from '@gltf-transform/core';
import type { Vec3 } from '../shapes/mesh.ts';
import type { Model } from '../shapes/model.ts';
import { texturePng } from '../textures/texture.ts';

/** The model as a binary glTF file with its textures inside, Y up as that format wants it. */
export async function glbBytes(model: Model, name: string): Promise<Buffer> {
  const document = new Document();
  const buffer = document.createBuffer();
  const root = document.createNode(name);
  document.createScene(name).addChild(root);
  const materials = new Map(
    model.materials.map((one) => {
      const png = new Uint8Array(texturePng(one));
      const texture = document.createTexture(one.name).setImage(png).setMimeType('image/png');
      const material = document
        .createMaterial(one.name)
        .setBaseColorTexture(texture)
        .setRoughnessFactor(one.roughness)
        .setMetallicFactor(one.metallic);
      return [one.name, material];
    }),
  );
  for (const { name: partName, mesh, material } of model.parts) {
    const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3', values: Float32Array | Uint16Array) =>
      document.createAccessor().setType(type).setArray(values).setBuffer(buffer);
    const uvs = mesh.uvs.flatMap(([u, v]) => [u, 1 - v]);
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', accessor('VEC3', Float32Array.from(mesh.positions.flatMap(yUp))))
      .setAttribute('NORMAL', accessor('VEC3', Float32Array.from(mesh.normals.flatMap(yUp))))
      .setAttribute('TEXCOORD_0', accessor('VEC2', Float32Array.from(uvs)))
      .setIndices(accessor('SCALAR', Uint16Array.from(mesh.triangles.flat())))
      .setMaterial(materials.get(material.name) ?? null);
    const node = document.createNode(partName).setMesh(document.createMesh(partName).addPrimitive(primitive));
    root.addChild(node);
  }
  return Buffer.from(await new NodeIO().writeBinary(document));
}

const yUp = ([x, y, z]: Vec3): Vec3 => [x, z, -y];
