import { describe, expect, it } from 'vitest';
import { sceneOfText } from '../testing/usd-of.ts';
import type { SceneWithoutPhysics } from '../read-scene.ts';

/** Two squares side by side, with what is written beside. */
const squares = (more = '', inside = ''): string => `
  def Mesh "Squares" {
    int[] faceVertexCounts = [4, 4]
    int[] faceVertexIndices = [0, 1, 4, 3, 1, 2, 5, 4]
    point3f[] points = [(0, 0, 0), (1, 0, 0), (2, 0, 0), (0, 1, 0), (1, 1, 0), (2, 1, 0)]
    uniform token subdivisionScheme = "none"
    ${more}
    ${inside}
  }`;
const read = (more = '', inside = ''): Promise<SceneWithoutPhysics> => sceneOfText(squares(more, inside));

describe('a mesh', () => {
  it('has its triangles and says nothing where all is well', async () => {
    const { geometries, shapes, notes } = await read();
    expect(geometries[0]?.indices).toHaveLength(12);
    expect(shapes).toMatchObject([
      {
        path: '/Squares',
        name: 'Squares',
        parts: [{ start: 0, count: 4, material: null }],
        file: 'root.usda',
      },
    ]);
    expect(notes).toEqual([]);
  });

  it.each(['catmullClark', 'loop', 'bilinear'])(
    'that is subdivided (%s) is its cage, with a note',
    async (scheme) => {
      const { geometries, notes } = await sceneOfText(squares().replace('"none"', `"${scheme}"`));
      expect(geometries[0]?.indices).toHaveLength(12);
      expect(notes).toEqual([{ code: 'not-read', place: '/Squares', detail: 'subdivision surface' }]);
    },
  );

  it('that does not say is a subdivision surface, as the schema has it', async () => {
    const { notes } = await sceneOfText(squares().replace('uniform token subdivisionScheme = "none"', ''));
    expect(notes).toMatchObject([{ detail: 'subdivision surface' }]);
  });

  it('that is broken is left out with a note, and all others are there', async () => {
    const broken = squares().replace('"Squares"', '"Broken"').replace('[4, 4]', '[4, 5]');
    const { shapes, notes } = await sceneOfText(broken + squares());
    expect(shapes.map(({ path }) => path)).toEqual(['/Squares']);
    expect(notes).toEqual([{ code: 'damaged', place: '/Broken', detail: 'faceVertexCounts' }]);
  });

  it.each([
    ['nothing', ''],
    ['empty lists', 'int[] faceVertexCounts = []\nint[] faceVertexIndices = []\npoint3f[] points = []'],
    ['no faces', 'point3f[] points = [(0, 0, 0)]'],
  ])('of %s is left out with a note', async (_, attributes) => {
    const { shapes, notes } = await sceneOfText(`def Mesh "M" { ${attributes} }`);
    expect(shapes).toEqual([]);
    expect(notes).toEqual([
      { code: 'no-geometry', place: '/M', detail: 'Mesh' },
      { code: 'no-geometry', place: 'root.usda', detail: '' },
    ]);
  });

  it.each(['points', 'faceVertexCounts', 'faceVertexIndices'])(
    'with %s of another type is left out',
    async (name) => {
      const { notes } = await sceneOfText(
        squares()
          .replace(/uniform token sub.*/, '')
          .replace(new RegExp(`\\S+ ${name} = .*`), `token[] ${name} = ["a"]`),
      );
      expect(notes).toMatchObject([{ code: 'damaged', place: '/Squares', detail: name }, {}]);
    },
  );

  it('has the points of its first time where it has no others', async () => {
    const { geometries } = await sceneOfText(
      squares().replace(/points = (.*)/, 'points.timeSamples = { 7: $1, 9: [(9, 9, 9)] }'),
    );
    expect(geometries[0]?.positions.subarray(3, 6)).toEqual(Float32Array.of(1, 0, 0));
  });

  it('has holes and a hand', async () => {
    const { geometries } = await read('int[] holeIndices = [1]\nuniform token orientation = "leftHanded"');
    expect(geometries[0]?.indices).toEqual(Uint32Array.of(0, 4, 1, 0, 3, 4));
  });

  it('of very many very concave faces is drawn rather badly than for hours, with a note', async () => {
    const corners = 6000;
    const comb = Array.from(
      { length: corners },
      (_, n) => `(${n}, ${(n % 2) * 1000 + n - (n * n) / corners}, 0)`,
    );
    const indices = Array.from({ length: 6 * corners }, (_, n) => n % corners);
    const { geometries, notes } = await sceneOfText(`def Mesh "M" {
      int[] faceVertexCounts = [${new Array(6).fill(corners).join(', ')}]
      int[] faceVertexIndices = [${indices.join(', ')}]
      point3f[] points = [${comb.join(', ')}]
      uniform token subdivisionScheme = "none"
    }`);
    expect(geometries[0]?.indices).toHaveLength(6 * 3 * (corners - 2));
    expect(notes).toEqual([{ code: 'too-large', place: '/M', detail: 'concave faces' }]);
  });

  it('that is skinned is at rest, as its points are written', async () => {
    const { geometries, shapes } = await sceneOfText(`
      def SkelRoot "Root" {
        ${squares('matrix4d primvars:skel:geomBindTransform = ((2, 0, 0, 0), (0, 2, 0, 0), (0, 0, 2, 0), (5, 5, 5, 1))')}
      }`);
    expect(geometries[0]?.positions.subarray(3, 6)).toEqual(Float32Array.of(1, 0, 0));
    expect(shapes[0]?.matrix[12]).toBe(0);
  });
});

describe('normals', () => {
  const six = '[(0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1)]';

  it('are of points where they do not say', async () => {
    const { geometries } = await read(`normal3f[] normals = ${six}`);
    expect(geometries[0]?.normals).toHaveLength(18);
  });

  it('are of corners where they are as many, whatever is left out', async () => {
    const eight = six.replace(']', ', (0, 1, 0), (0, 1, 0)]');
    const { geometries } = await read(`normal3f[] normals = ${eight}`);
    // Point 4 has another normal in each face.
    expect(geometries[0]?.positions).toHaveLength(3 * 7);
  });

  it('of a primvar win', async () => {
    const { geometries } = await read(`
      normal3f[] normals = ${six}
      normal3f[] primvars:normals = [(1, 0, 0)] ( interpolation = "constant" )`);
    expect(geometries[0]?.normals?.subarray(0, 3)).toEqual(Float32Array.of(1, 0, 0));
  });

  it('that do not fit are left out with a note', async () => {
    const { geometries, notes } = await read(
      'normal3f[] normals = [(0, 0, 1)] ( interpolation = "faceVarying" )',
    );
    expect(geometries[0]?.normals).toBeNull();
    expect(notes).toEqual([{ code: 'damaged', place: '/Squares', detail: 'normals' }]);
  });
});

describe('texture coordinates', () => {
  const six = '[(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)]';

  it('are those of st', async () => {
    const { geometries } = await read(`
      texCoord2f[] primvars:map1 = ${six.replace('2, 1', '9, 9')} ( interpolation = "vertex" )
      texCoord2f[] primvars:st = ${six} ( interpolation = "vertex" )`);
    expect(geometries[0]?.uvs?.slice(-2)).toEqual(Float32Array.of(2, 1));
  });

  it('are the first of their type where there is no st', async () => {
    const { geometries } = await read(`
      float2[] primvars:other = ${six.replace('2, 1', '9, 9')} ( interpolation = "vertex" )
      texCoord2f[] primvars:map1 = ${six} ( interpolation = "vertex" )`);
    expect(geometries[0]?.uvs?.slice(-2)).toEqual(Float32Array.of(2, 1));
  });

  it.each(['float2', 'double2', 'half2', 'texCoord2d'])('may be %s', async (type) => {
    const { geometries } = await read(`${type}[] primvars:st = ${six} ( interpolation = "varying" )`);
    expect(geometries[0]?.uvs).toEqual(Float32Array.of(0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1));
  });

  it('of three numbers are their first two', async () => {
    const three = six.replaceAll(')', ', 7)');
    const { geometries } = await read(`texCoord3f[] primvars:st = ${three} ( interpolation = "vertex" )`);
    expect(geometries[0]?.uvs).toEqual(Float32Array.of(0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1));
  });

  it('are found by their indices', async () => {
    const { geometries, notes } = await read(`
      texCoord2f[] primvars:st = [(5, 6), (7, 8)] ( interpolation = "vertex" )
      int[] primvars:st:indices = [0, 1, 0, 1, 0, 1]`);
    expect(geometries[0]?.uvs).toEqual(Float32Array.of(5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8));
    expect(notes).toEqual([]);
  });

  it.each([
    ['an index beyond them', '[(5, 6), (7, 8)]', '[0, 1, 2, 1, 0, 1]'],
    ['an index before them', '[(5, 6), (7, 8)]', '[0, 1, -1, 1, 0, 1]'],
    ['too few indices', '[(5, 6), (7, 8)]', '[0, 1]'],
  ])('with %s are left out with a note', async (_, values, indices) => {
    const { geometries, notes } = await read(`
      texCoord2f[] primvars:st = ${values} ( interpolation = "vertex" )
      int[] primvars:st:indices = ${indices}`);
    expect(geometries[0]?.uvs).toBeNull();
    expect(notes).toEqual([{ code: 'damaged', place: '/Squares', detail: 'primvars:st' }]);
  });

  it('of a type that has none are left out with a note', async () => {
    const { notes } = await read('float[] primvars:st = [1, 2, 3, 4, 5, 6] ( interpolation = "vertex" )');
    expect(notes).toEqual([{ code: 'damaged', place: '/Squares', detail: 'primvars:st' }]);
  });

  it('of an empty list are none', async () => {
    const { geometries, notes } = await read('texCoord2f[] primvars:st = [] ( interpolation = "vertex" )');
    expect(geometries[0]?.uvs).toBeNull();
    expect(notes).toEqual([]);
  });
});

describe('colours', () => {
  it('that are one for all are those of the shape', async () => {
    const { geometries, shapes } = await read('color3f[] primvars:displayColor = [(1, 0, 0.5)]');
    expect(shapes[0]?.color).toEqual([1, 0, 0.5, 1]);
    expect(geometries[0]?.colors).toBeNull();
  });

  it('have an opacity beside them', async () => {
    const { shapes } = await read(`
      color3f[] primvars:displayColor = [(1, 0, 0.5)]
      float[] primvars:displayOpacity = [0.25]`);
    expect(shapes[0]?.color).toEqual([1, 0, 0.5, 0.25]);
  });

  it('are inherited where they are one for all', async () => {
    const { shapes, notes } = await sceneOfText(`
      def Xform "Red" {
        color3f[] primvars:displayColor = [(1, 0, 0)]
        ${squares()}
        def Cube "Cube" {}
        def Cube "Own" { color3f[] primvars:displayColor = [(0, 1, 0)] }
      }
      def Xform "Odd" {
        color3f[] primvars:displayColor = [(1, 0, 0), (0, 1, 0)] ( interpolation = "vertex" )
        def Cube "Cube" {}
      }`);
    expect(shapes.map(({ color }) => color)).toEqual([[1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 0, 1], null]);
    expect(notes).toEqual([]);
  });

  it('of a type that does not go with their numbers are left out with a note', async () => {
    const { shapes, notes } = await sceneOfText(
      `( subLayers = [@below.usda@] )
       over "Squares" { color4f[] primvars:displayColor }`,
      { 'below.usda': `#usda 1.0\n${squares('color3f[] primvars:displayColor = [(1, 0, 0)]')}` },
    );
    expect(shapes).toMatchObject([{ color: null }]);
    expect(notes).toEqual([{ code: 'damaged', place: '/Squares', detail: 'primvars:displayColor' }]);
  });

  it('that differ are those of vertices', async () => {
    const { geometries, shapes } = await read(
      'color3f[] primvars:displayColor = [(1, 0, 0), (0, 1, 0)] ( interpolation = "uniform" )',
    );
    expect(shapes[0]?.color).toBeNull();
    expect(geometries[0]?.colors).toHaveLength(4 * 8);
  });
});

describe('subsets of faces', () => {
  const look = (name: string): string => `
    def Material "${name}" {
      token outputs:surface.connect = </${name}/S.outputs:out>
      def Shader "S" { uniform token info:id = "UsdPreviewSurface"\n token outputs:out }
    }`;
  const subset = (name: string, faces: string, more: string): string => `
    def GeomSubset "${name}" {
      uniform token elementType = "face"
      int[] indices = ${faces}
      ${more}
    }`;
  const family = 'uniform token familyName = "materialBind"';
  const bind = (name: string): string => `rel material:binding = </${name}>`;
  const withLooks = (text: string): Promise<SceneWithoutPhysics> =>
    sceneOfText(look('Red') + look('Green') + text);

  it('have materials of their own, and all other faces that of the mesh', async () => {
    const { shapes, geometries, materials } = await withLooks(
      squares(bind('Green'), subset('First', '[0]', `${family}\n${bind('Red')}`)),
    );
    expect(materials.map(({ name }) => name)).toEqual(['Red', 'Green']);
    expect(shapes[0]?.parts).toEqual([
      { start: 0, count: 2, material: 1 },
      { start: 2, count: 2, material: 0 },
    ]);
    expect(geometries[0]?.indices).toEqual(Uint32Array.of(1, 2, 5, 1, 5, 4, 0, 1, 4, 0, 4, 3));
  });

  it('of a family that has nothing to do with materials, or of points, are none', async () => {
    const { shapes } = await withLooks(
      squares(
        bind('Green'),
        subset('Other', '[0]', `uniform token familyName = "regions"\n${bind('Red')}`) +
          subset('Points', '[0]', `${family}\n${bind('Red')}`).replace('"face"', '"point"'),
      ),
    );
    expect(shapes[0]?.parts).toEqual([{ start: 0, count: 4, material: 0 }]);
  });

  it('that are not defined are none', async () => {
    const { shapes } = await withLooks(
      squares(bind('Green'), subset('First', '[0]', `${family}\n${bind('Red')}`).replace('def', 'over')),
    );
    expect(shapes[0]?.parts).toEqual([{ start: 0, count: 4, material: 0 }]);
  });

  it('that have all faces leave the material of the mesh out', async () => {
    const { shapes, materials } = await withLooks(
      squares(bind('Green'), subset('All', '[0, 1]', `${family}\n${bind('Red')}`)),
    );
    expect(materials.map(({ name }) => name)).toEqual(['Red']);
    expect(shapes[0]?.parts).toEqual([{ start: 0, count: 4, material: 0 }]);
  });

  it('without a family count where they bind a material', async () => {
    const { shapes } = await withLooks(
      squares('', subset('First', '[0]', bind('Red')) + subset('Second', '[1]', '')),
    );
    expect(shapes[0]?.parts).toEqual([
      { start: 0, count: 2, material: null },
      { start: 2, count: 2, material: 0 },
    ]);
  });

  it('that overlap leave a face to the first, and faces that are not there are noted', async () => {
    const { shapes, notes } = await withLooks(
      squares(
        '',
        subset('A', '[1]', `${family}\n${bind('Red')}`) +
          subset('B', '[0, 1, 2]', `${family}\n${bind('Green')}`),
      ),
    );
    expect(shapes[0]?.parts).toEqual([
      { start: 0, count: 2, material: 0 },
      { start: 2, count: 2, material: 1 },
    ]);
    expect(notes).toEqual([{ code: 'damaged', place: '/Squares/B', detail: 'indices' }]);
  });

  it('of the same material are one part', async () => {
    const { shapes } = await withLooks(
      squares(
        '',
        subset('A', '[0]', `${family}\n${bind('Red')}`) + subset('B', '[1]', `${family}\n${bind('Red')}`),
      ),
    );
    expect(shapes[0]?.parts).toEqual([{ start: 0, count: 4, material: 0 }]);
  });
});
