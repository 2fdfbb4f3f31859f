import { describe, expect, it } from 'vitest';
import { materialOfText, type ReadMaterial } from '../testing/material-of.ts';
import { sceneOfText } from '../testing/usd-of.ts';

/** A material by the inputs of its UsdPreviewSurface and what stands beside it. */
const materialOf = (inputs: string, nodes = '', files?: Record<string, string>): Promise<ReadMaterial> =>
  materialOfText(
    `
    token outputs:surface.connect = </Look/Surface.outputs:surface>
    def Shader "Surface" {
      uniform token info:id = "UsdPreviewSurface"
      ${inputs}
      token outputs:surface
    }
    ${nodes}`,
    files,
  );

const texture = (name: string, file: string, more = ''): string => `
  def Shader "${name}" {
    uniform token info:id = "UsdUVTexture"
    asset inputs:file = @${file}@
    ${more}
  }`;
const connect = (type: string, input: string, to: string): string =>
  `${type} inputs:${input}.connect = </Look/${to}>`;
const four = (...numbers: number[]): number[] => numbers;

describe('UsdPreviewSurface', () => {
  it('has the fallbacks of its specification', async () => {
    const { material, notes } = await materialOf('');
    expect(material).toEqual({
      name: 'Look',
      path: '/Look',
      color: [0.18, 0.18, 0.18],
      emissive: [0, 0, 0],
      opacity: 1,
      metallic: 0,
      roughness: 0.5,
      alphaCutoff: null,
      usesVertexColors: false,
      maps: {},
    });
    expect(notes).toEqual([]);
  });

  it('has the constants that are written', async () => {
    const { material } = await materialOf(`
      color3f inputs:diffuseColor = (1, 0.5, 0.25)
      color3f inputs:emissiveColor = (0, 0.5, 1)
      float inputs:opacity = 0.5
      float inputs:opacityThreshold = 0.25
      float inputs:metallic = 1
      float inputs:roughness = 0.125`);
    expect(material).toMatchObject({
      color: [1, 0.5, 0.25],
      emissive: [0, 0.5, 1],
      opacity: 0.5,
      alphaCutoff: 0.25,
      metallic: 1,
      roughness: 0.125,
    });
  });

  it('has its fallbacks where what is written is no number, or too few', async () => {
    const { material } = await materialOf(`
      color3f inputs:diffuseColor = (nan, 0, 0)
      float2 inputs:emissiveColor = (1, 1)
      float inputs:metallic = inf
      float3 inputs:roughness = (1, 1, 1)`);
    expect(material).toMatchObject({
      color: [0.18, 0.18, 0.18],
      emissive: [0, 0, 0],
      metallic: 0,
      roughness: 0.5,
    });
  });

  it('has no metal where it works by specular colours, and says what is not read', async () => {
    const { material, notes } = await materialOf(
      'int inputs:useSpecularWorkflow = 1\nfloat inputs:metallic = 1',
    );
    expect(material.metallic).toBe(0);
    expect(notes).toEqual([{ code: 'not-read', place: '/Look/Surface', detail: 'specular workflow' }]);
  });

  it('takes constants from inputs of the material, through node graphs', async () => {
    const { material } = await materialOf(
      `${connect('color3f', 'diffuseColor', 'Graph.outputs:color')}
       ${connect('float', 'roughness', '.inputs:rough').replace('/Look/.', '/Look.')}`,
      `float inputs:rough = 0.75
       def NodeGraph "Graph" {
         color3f inputs:tint = (0, 1, 0)
         color3f outputs:color.connect = </Look/Graph.inputs:tint>
       }`,
    );
    expect(material).toMatchObject({ color: [0, 1, 0], roughness: 0.75 });
  });

  it('of connections in a circle has its fallback, and a note', async () => {
    const { material, notes } = await materialOf(
      connect('float', 'roughness', 'Graph.outputs:a'),
      `def NodeGraph "Graph" {
         float outputs:a.connect = </Look/Graph.outputs:b>
         float outputs:b.connect = </Look/Graph.outputs:a>
       }`,
    );
    expect(material.roughness).toBe(0.5);
    expect(notes).toEqual([{ code: 'cycle', place: '/Look/Surface.inputs:roughness', detail: '' }]);
  });

  it('of a connection to nothing has the value beside it, and a note', async () => {
    const { material, notes } = await materialOf(
      `float inputs:roughness = 0.25\n${connect('float', 'roughness', 'Gone.outputs:r')}`,
    );
    expect(material.roughness).toBe(0.25);
    expect(notes).toEqual([
      { code: 'missing-prim', place: '/Look/Surface.inputs:roughness', detail: '/Look/Gone.outputs:r' },
    ]);
  });

  it('takes colours of vertices where it reads displayColor', async () => {
    const { material } = await materialOf(
      connect('color3f', 'diffuseColor', 'Reader.outputs:result'),
      `def Shader "Reader" {
         uniform token info:id = "UsdPrimvarReader_float3"
         string inputs:varname = "displayColor"
       }`,
    );
    expect(material).toMatchObject({ usesVertexColors: true, color: [1, 1, 1] });
  });

  it('names a node that is not read', async () => {
    const { notes } = await materialOf(
      connect('float', 'roughness', 'Noise.outputs:r'),
      'def Shader "Noise" { uniform token info:id = "ProceduralNoise" }',
    );
    expect(notes).toEqual([{ code: 'not-read', place: '/Look/Noise', detail: 'ProceduralNoise' }]);
  });
});

describe('a texture', () => {
  it('is multiplied with 1 where there is nothing but it', async () => {
    const { material, textures } = await materialOf(
      ['diffuseColor', 'emissiveColor']
        .map((input) => connect('color3f', input, 'Color.outputs:rgb'))
        .concat(
          ['metallic', 'roughness', 'occlusion', 'opacity'].map((input, n) =>
            connect('float', input, `Packed.outputs:${'bgra'[n]}`),
          ),
        )
        .join('\n'),
      texture('Color', 'a.png') + texture('Packed', './b.png'),
    );
    expect(material).toMatchObject({
      color: [1, 1, 1],
      emissive: [1, 1, 1],
      metallic: 1,
      roughness: 1,
      opacity: 1,
      maps: {
        color: { texture: 0, channel: 'rgb' },
        emissive: { texture: 0, channel: 'rgb' },
        metallic: { texture: 1, channel: 'b' },
        roughness: { texture: 1, channel: 'g' },
        occlusion: { texture: 1, channel: 'r' },
        opacity: { texture: 1, channel: 'a' },
      },
    });
    expect(textures).toEqual([
      { reference: 'a.png', path: 'a.png', bytes: new TextEncoder().encode('A'), pixels: null },
      { reference: './b.png', path: 'b.png', bytes: new TextEncoder().encode('B'), pixels: null },
    ]);
  });

  it('has scale, bias, wrapping and colour space as they are written', async () => {
    const { material } = await materialOf(
      connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
      texture(
        'Color',
        'a.png',
        `float4 inputs:scale = (1, 2, 3, 4)
         float4 inputs:bias = (5, 6, 7, 8)
         token inputs:wrapS = "clamp"
         token inputs:wrapT = "mirror"
         token inputs:sourceColorSpace = "raw"`,
      ),
    );
    expect(material.maps.color).toEqual({
      texture: 0,
      channel: 'rgb',
      scale: four(1, 2, 3, 4),
      bias: four(5, 6, 7, 8),
      wrapS: 'clamp',
      wrapT: 'mirror',
      isSrgb: false,
      transform: null,
    });
  });

  it.each(['useMetadata', 'constructor'])('repeats where wrapping is %s', async (wrap) => {
    const { material } = await materialOf(
      connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
      texture('Color', 'a.png', `token inputs:wrapS = "${wrap}"`),
    );
    expect(material.maps.color?.wrapS).toBe('repeat');
  });

  it('is of colours in sRGB where it does not say, and repeats', async () => {
    const { material } = await materialOf(
      `${connect('color3f', 'diffuseColor', 'Color.outputs:rgb')}
       ${connect('float', 'roughness', 'Rough.outputs:rgb')}`,
      texture('Color', 'a.png') + texture('Rough', 'b.png'),
    );
    expect(material.maps.color).toMatchObject({ isSrgb: true, wrapS: 'repeat', wrapT: 'repeat' });
    expect(material.maps.roughness).toMatchObject({ isSrgb: false, channel: 'r' });
  });

  it('of normals leads from -1 to 1 where it says nothing', async () => {
    const bare = await materialOf(
      connect('normal3f', 'normal', 'Normal.outputs:rgb'),
      texture('Normal', 'a.png'),
    );
    expect(bare.material.maps.normal).toMatchObject({ scale: four(2, 2, 2, 1), bias: four(-1, -1, -1, 0) });
    const written = await materialOf(
      connect('normal3f', 'normal', 'Normal.outputs:rgb'),
      texture('Normal', 'a.png', 'float4 inputs:scale = (2, -2, 2, 1)\nfloat4 inputs:bias = (-1, 1, -1, 0)'),
    );
    expect(written.material.maps.normal).toMatchObject({
      scale: four(2, -2, 2, 1),
      bias: four(-1, 1, -1, 0),
    });
  });

  it('has the transform between it and its coordinates', async () => {
    const { material } = await materialOf(
      connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
      `${texture('Color', 'a.png', connect('float2', 'st', 'Place.outputs:result'))}
       def Shader "Place" {
         uniform token info:id = "UsdTransform2d"
         float inputs:rotation = 180
         float2 inputs:scale = (2, 3)
         float2 inputs:translation = (4, 5)
       }`,
    );
    expect(material.maps.color?.transform).toEqual({ rotation: Math.PI, scale: [2, 3], offset: [4, 5] });
  });

  it('that is missing gives way to its fallback, with a note', async () => {
    const nodes =
      texture('Color', 'gone.png', 'float4 inputs:fallback = (1, 0.5, 0, 1)') + texture('Rough', 'gone.png');
    const { material, textures, notes } = await materialOf(
      `${connect('color3f', 'diffuseColor', 'Color.outputs:rgb')}
       ${connect('float', 'roughness', 'Rough.outputs:r')}`,
      nodes,
    );
    expect(material).toMatchObject({ color: [1, 0.5, 0], roughness: 0, maps: {} });
    expect(textures).toEqual([{ reference: 'gone.png', path: null, bytes: null, pixels: null }]);
    expect(notes).toEqual([{ code: 'missing-file', place: '/Look/Color.inputs:file', detail: 'gone.png' }]);
  });

  it.each(['../secret.png', '/etc/a.png', 'https://example.org/a.png', 'C:\\a.png'])(
    'outside of the asset is refused: %s',
    async (file) => {
      const { textures, notes } = await materialOf(
        connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
        texture('Color', file),
        { 'secret.png': 'S', 'etc/a.png': 'A' },
      );
      expect(textures).toMatchObject([{ path: null, bytes: null }]);
      expect(notes).toEqual([{ code: 'outside-file', place: '/Look/Color.inputs:file', detail: file }]);
    },
  );

  it('without a file gives way to its fallback, with a note', async () => {
    const { material, notes } = await materialOf(
      connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
      'def Shader "Color" { uniform token info:id = "UsdUVTexture" }',
    );
    expect(material).toMatchObject({ color: [0, 0, 0], maps: {} });
    expect(notes).toEqual([{ code: 'missing-file', place: '/Look/Color.inputs:file', detail: '' }]);
  });

  it('in tiles is its first one, with a note', async () => {
    const { textures, notes } = await materialOf(
      connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
      texture('Color', 'a.<UDIM>.png'),
      { 'a.1001.png': 'A' },
    );
    expect(textures).toMatchObject([{ reference: 'a.<UDIM>.png', path: 'a.1001.png' }]);
    expect(notes).toEqual([{ code: 'not-read', place: '/Look/Color.inputs:file', detail: 'UDIM' }]);
  });

  it('of a kind that no browser unpacks has a note', async () => {
    const { textures, notes } = await materialOf(
      connect('color3f', 'diffuseColor', 'Color.outputs:rgb'),
      texture('Color', 'a.exr'),
      { 'a.exr': 'A' },
    );
    expect(textures).toMatchObject([{ path: 'a.exr' }]);
    expect(notes).toEqual([{ code: 'not-read', place: '/Look/Color.inputs:file', detail: 'a.exr' }]);
  });
});

describe('the coordinates of a material', () => {
  const mesh = (primvars: string): string => `
    def Mesh "Square" {
      int[] faceVertexCounts = [4]
      int[] faceVertexIndices = [0, 1, 2, 3]
      point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
      uniform token subdivisionScheme = "none"
      rel material:binding = </Look>
      ${primvars}
    }
    def Material "Look" {
      string inputs:set = "map2"
      token outputs:surface.connect = </Look/Surface.outputs:surface>
      def Shader "Surface" {
        uniform token info:id = "UsdPreviewSurface"
        color3f inputs:diffuseColor.connect = </Look/Color.outputs:rgb>
        token outputs:surface
      }
      def Shader "Color" {
        uniform token info:id = "UsdUVTexture"
        asset inputs:file = @a.png@
        float2 inputs:st.connect = </Look/Reader.outputs:result>
      }
      def Shader "Reader" {
        uniform token info:id = "UsdPrimvarReader_float2"
        string inputs:varname.connect = </Look.inputs:set>
      }
    }`;
  const set = (name: string, u: number): string =>
    `texCoord2f[] primvars:${name} = [(${u}, 0), (${u}, 0), (${u}, 1), (${u}, 1)] ( interpolation = "vertex" )`;

  it('are of the primvar that it names', async () => {
    const { geometries, notes } = await sceneOfText(mesh(`${set('st', 1)}\n${set('map2', 2)}`), {
      'a.png': 'A',
    });
    expect(geometries[0]?.uvs).toEqual(Float32Array.of(2, 0, 2, 0, 2, 1, 2, 1));
    expect(notes).toEqual([]);
  });

  it('are of the primvar that materials of its subsets name', async () => {
    const text = mesh(`${set('st', 1)}\n${set('map2', 2)}`).replace(
      'rel material:binding = </Look>',
      `def GeomSubset "S" {
        int[] indices = [0]
        uniform token familyName = "materialBind"
        rel material:binding = </Look>
      }`,
    );
    const { geometries } = await sceneOfText(text, { 'a.png': 'A' });
    expect(geometries[0]?.uvs).toEqual(Float32Array.of(2, 0, 2, 0, 2, 1, 2, 1));
  });

  it('that the mesh does not have are none', async () => {
    const { geometries } = await sceneOfText(mesh(set('st', 1)), { 'a.png': 'A' });
    expect(geometries[0]?.uvs).toBeNull();
  });
});
