import { describe, expect, it } from 'vitest';
import type { MapUseOf, Material } from '../scene.ts';
import { triangleFile } from '../testing/gltf-files.ts';
import { readGlb } from '../testing/read-glb.ts';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

/** What a scene has of a file with one material; `a.png` lies beside it. */
async function sceneWith(material: object, more: Record<string, unknown> = {}) {
  const file = triangleFile(
    { material: 0 },
    {},
    { materials: [material], textures: [{ source: 0 }], images: [{ uri: 'a%20b.png' }], ...more },
  );
  return await readGlb(file, { 'model/a b.png': png });
}

async function materialOf(material: object): Promise<Material | undefined> {
  return (await sceneWith(material)).materials[0];
}

const texture = { index: 0 };

describe('materials', () => {
  it('have the values of the file', async () => {
    const material = {
      name: 'Steel',
      pbrMetallicRoughness: {
        baseColorFactor: [0.1, 0.2, 0.3, 0.4],
        metallicFactor: 0.5,
        roughnessFactor: 0.6,
      },
      emissiveFactor: [0.25, 0.5, 1],
      extensions: { KHR_materials_emissive_strength: { emissiveStrength: 4 } },
    };
    expect(await materialOf(material)).toEqual({
      name: 'Steel',
      path: 'materials[0]',
      color: [0.1, 0.2, 0.3],
      emissive: [1, 2, 4],
      opacity: 1,
      metallic: 0.5,
      roughness: 0.6,
      alphaCutoff: null,
      usesVertexColors: true,
      maps: {},
    });
  });

  it('are metal and rough where the file says nothing', async () => {
    expect(await materialOf({})).toMatchObject({ color: [1, 1, 1], metallic: 1, roughness: 1 });
  });

  it.each([
    ['OPAQUE', 1, null, false],
    ['MASK', 0.4, 0.5, true],
    ['BLEND', 0.4, null, true],
  ])('of alpha mode %s', async (alphaMode, opacity, alphaCutoff, hasMap) => {
    const pbrMetallicRoughness = { baseColorFactor: [1, 1, 1, 0.4], baseColorTexture: texture };
    const material = await materialOf({ alphaMode, pbrMetallicRoughness });
    expect(material).toMatchObject({ opacity, alphaCutoff });
    expect(material?.maps.opacity?.channel).toBe(hasMap ? 'a' : undefined);
  });

  it('without light are said to be so', async () => {
    expect((await materialOf({ extensions: { KHR_materials_unlit: {} } }))?.isUnlit).toBe(true);
    expect((await materialOf({}))?.isUnlit).toBeUndefined();
  });

  it('of specular and glossiness keep their colour and gloss', async () => {
    const old = { diffuseFactor: [0.5, 0.5, 0.5, 1], glossinessFactor: 0.75, diffuseTexture: texture };
    const material = await materialOf({ extensions: { KHR_materials_pbrSpecularGlossiness: old } });
    expect(material).toMatchObject({ color: [0.5, 0.5, 0.5], metallic: 0, roughness: 0.25 });
    expect(material?.maps.color).toBeDefined();
  });

  it('are both-sided by shape', async () => {
    expect((await sceneWith({ doubleSided: true })).shapes[0]?.isDoubleSided).toBe(true);
    expect((await sceneWith({})).shapes[0]?.isDoubleSided).toBe(false);
  });

  it('have maps of the channels that glTF keeps them in', async () => {
    const material = await materialOf({
      pbrMetallicRoughness: { baseColorTexture: texture, metallicRoughnessTexture: texture },
      normalTexture: { index: 0, scale: 0.5 },
      occlusionTexture: { index: 0, strength: 0.25 },
      emissiveTexture: texture,
    });
    const { color, metallic, roughness, normal, occlusion, emissive } = material?.maps ?? {};
    expect([color, metallic, roughness, normal, occlusion, emissive].map((map) => map?.channel)).toEqual([
      ...['rgb', 'b', 'g', 'rgb', 'r', 'rgb'],
    ]);
    expect([color, metallic, emissive].map((map) => map?.isSrgb)).toEqual([true, false, true]);
    expect([normal?.scale, normal?.bias]).toEqual([
      [1, 1, 2, 1],
      [-0.5, -0.5, -1, 0],
    ]);
    expect([occlusion?.scale[0], occlusion?.bias[0]]).toEqual([0.25, 0.75]);
  });

  it('that are not there are damaged', async () => {
    expect((await readGlb(triangleFile({ material: 3 }))).notes).toMatchObject([
      { code: 'damaged', place: '/Node', detail: 'materials[3]: not there' },
      { code: 'no-geometry' },
    ]);
  });

  it('with a value that is no number are damaged', async () => {
    const file = triangleFile({ material: 0 });
    file.json['materials'] = [
      {
        emissiveFactor: [0, 1e300, 0],
        extensions: { KHR_materials_emissive_strength: { emissiveStrength: 1e300 } },
      },
    ];
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', detail: 'materials[0]: a value is no number' },
      { code: 'no-geometry' },
    ]);
  });

  it('leave out maps of a second set of coordinates, and say so', async () => {
    const file = triangleFile(
      { material: 0 },
      {},
      {
        materials: [
          {
            pbrMetallicRoughness: { baseColorTexture: { index: 0, texCoord: 1 } },
            occlusionTexture: { index: 0, texCoord: 0 },
          },
        ],
        textures: [{ source: 0 }],
        images: [{ uri: 'a b.png' }],
      },
    );
    const [zero, one] = [Float32Array.of(0, 0, 0, 0, 0, 0), Float32Array.of(1, 0, 1, 0, 1, 0)].map((values) =>
      file.accessor(values, 'VEC2'),
    );
    const attributes = { POSITION: 0, TEXCOORD_0: zero, TEXCOORD_1: one };
    file.json['meshes'] = [{ primitives: [{ material: 0, attributes }] }];
    const scene = await readGlb(file, { 'model/a b.png': png });
    expect(Object.keys(scene.materials[0]?.maps ?? {})).toEqual(['color']);
    expect(scene.notes).toMatchObject([{ code: 'not-read', place: 'materials[0].occlusionTexture' }]);
    expect(scene.geometries[0]?.uvs?.[0]).toBe(1);
  });
});

describe('pictures', () => {
  const colored = { pbrMetallicRoughness: { baseColorTexture: texture } };

  it('are files beside it, whose names may be percent-encoded', async () => {
    const scene = await sceneWith(colored);
    expect(scene.textures).toEqual([
      { reference: 'a%20b.png', path: 'model/a b.png', bytes: png, pixels: null },
    ]);
    expect(scene.notes).toEqual([]);
  });

  it('are inside of it, or of its text', async () => {
    const inside = triangleFile({ material: 0 }, {}, { materials: [colored], textures: [{ source: 0 }] });
    inside.json['images'] = [{ name: 'Wood', mimeType: 'image/png', bufferView: inside.view(png) }];
    expect((await readGlb(inside)).textures).toMatchObject([{ reference: 'Wood', path: null, bytes: png }]);
    const images = [{ uri: `data:image/png;base64,${Buffer.from(png).toString('base64')}` }];
    expect((await sceneWith(colored, { images })).textures).toMatchObject([
      { reference: 'images[0] image/png', path: null, bytes: png },
    ]);
  });

  it.each([
    ['https://elsewhere.example/a.png', 'outside the asset'],
    ['../../a.png', 'outside the asset'],
    ['/etc/a.png', 'outside the asset'],
    ['lost.png', 'model/lost.png'],
  ])('that cannot be had are named, and never fetched: %s', async (uri, detail) => {
    const scene = await sceneWith(colored, { images: [{ uri }] });
    expect(scene.notes).toMatchObject([
      { code: 'missing-file', place: 'images[0]', detail: expect.stringContaining(detail) as unknown },
    ]);
    expect(scene.materials[0]?.maps.color).toBeUndefined();
    expect(scene.shapes).toHaveLength(1);
  });

  it.each(['data:image/png,abc', 'data:image/png;base64,a*b', 'data:'])(
    'that are broken in the text are damaged: %s',
    async (uri) => {
      expect((await sceneWith(colored, { images: [{ uri }] })).notes).toMatchObject([{ code: 'damaged' }]);
    },
  );

  it('of an extension are taken before the plain ones', async () => {
    const scene = await sceneWith(colored, {
      textures: [{ source: 0, extensions: { EXT_texture_webp: { source: 1 } } }],
      images: [{ uri: 'lost.png' }, { uri: 'a b.png' }],
    });
    expect(scene.textures.map(({ reference }) => reference)).toEqual(['a b.png']);
  });

  it('are repeated, clamped or mirrored', async () => {
    const scene = await sceneWith(colored, {
      textures: [{ source: 0, sampler: 0 }],
      samplers: [{ wrapS: 33_071, wrapT: 33_648 }],
    });
    expect(scene.materials[0]?.maps.color).toMatchObject({ wrapS: 'clamp', wrapT: 'mirror' });
    expect((await materialOf(colored))?.maps.color).toMatchObject({ wrapS: 'repeat', wrapT: 'repeat' });
  });
});

describe('moved coordinates', () => {
  /** As `MapUseOf.transform` says: scaled, turned counter-clockwise, moved. */
  function moved(transform: MapUseOf['transform'] | undefined, [u, v]: [number, number]): number[] {
    const { rotation, scale, offset } = transform ?? { rotation: 0, scale: [1, 1], offset: [0, 0] };
    const [x, y] = [u * scale[0], v * scale[1]];
    return [
      x * Math.cos(rotation) - y * Math.sin(rotation) + offset[0],
      x * Math.sin(rotation) + y * Math.cos(rotation) + offset[1],
    ];
  }

  it.each([
    // With v downwards: u' = u cos r + v sin r, v' = v cos r - u sin r, of what was scaled, then moved.
    [
      'the lower left quarter, turned',
      { offset: [0, 1], rotation: Math.PI / 2, scale: [0.5, 0.5] },
      [0.5, 0.75],
    ],
    ['moved', { offset: [0.25, 0.5] }, [0.75, 1.5]],
    ['scaled', { scale: [2, 3] }, [1, 3]],
    ['scaled differently and turned', { rotation: 0.3, scale: [2, 3] }, [1.8418971, 2.5704893]],
  ])('are where KHR_texture_transform has them: %s', async (_what, extension, [u, down]) => {
    const info = { index: 0, extensions: { KHR_texture_transform: extension } };
    const material = await materialOf({ pbrMetallicRoughness: { baseColorTexture: info } });
    // The point (0.5, 1) of glTF is (0.5, 0) with v upwards.
    const [x, y] = moved(material?.maps.color?.transform ?? undefined, [0.5, 0]);
    expect(x).toBeCloseTo(u ?? 0);
    expect(1 - (y ?? 0)).toBeCloseTo(down ?? 0);
  });
});
