import { describe, expect, it, vi } from 'vitest';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { transformPoint } from '../../matrix.ts';
import type { Shape } from '../../scene.ts';
import { PrimAtPath } from '../compose/stage-prim.ts';
import { sceneOfText } from './testing/usd-of.ts';

const at = (x: number, y = 0, z = 0): string => `
  double3 xformOp:translate = (${x}, ${y}, ${z})
  uniform token[] xformOpOrder = ["xformOp:translate"]`;
const placeOf = ({ matrix }: Shape): number[] =>
  transformPoint(matrix, [0, 0, 0]).map((part) => Math.round(part * 1000) / 1000);
const places = (shapes: Shape[]): [string, number[]][] => shapes.map((shape) => [shape.path, placeOf(shape)]);

describe('a scene', () => {
  it('has what the stage says of itself', async () => {
    const scene = await sceneOfText(`
      ( metersPerUnit = 1
        upAxis = "Z"
        kilogramsPerUnit = 1000
        defaultPrim = "A" )
      def Cube "A" {}`);
    expect(scene).toMatchObject({
      format: 'usd',
      file: 'root.usda',
      metersPerUnit: { value: 1, isAuthored: true },
      upAxis: { value: 'Z', isAuthored: true },
      kilogramsPerUnit: 1000,
      defaultPrim: '/A',
      notes: [],
    });
  });

  it("has USD's own fallbacks, said to be those", async () => {
    expect(await sceneOfText('def Cube "A" {}')).toMatchObject({
      metersPerUnit: { value: 0.01, isAuthored: false },
      upAxis: { value: 'Y', isAuthored: false },
      kilogramsPerUnit: 1,
      defaultPrim: null,
    });
  });

  it('has the fallback of an axis that USD does not know, with a note', async () => {
    const { upAxis, notes } = await sceneOfText('( upAxis = "X" )\ndef Cube "A" {}');
    expect(upAxis).toEqual({ value: 'Y', isAuthored: false });
    expect(notes).toEqual([{ code: 'damaged', place: 'root.usda', detail: 'upAxis X' }]);
  });

  it('without a shape says so', async () => {
    const { shapes, notes } = await sceneOfText('def Xform "A" {}');
    expect(shapes).toEqual([]);
    expect(notes).toEqual([{ code: 'no-geometry', place: 'root.usda', detail: '' }]);
  });

  it('has shapes where all prims above them put them', async () => {
    const { shapes } = await sceneOfText(`
      def Xform "A" { ${at(1)}
        def Cube "B" { ${at(0, 2)}
          def Cube "C" { ${at(0, 0, 3)} }
        }
        def Cube "D" {
          double3 xformOp:translate = (5, 5, 5)
          uniform token[] xformOpOrder = ["!resetXformStack!", "xformOp:translate"]
        }
      }`);
    expect(places(shapes)).toEqual([
      ['/A/B', [1, 2, 0]],
      ['/A/B/C', [1, 2, 3]],
      ['/A/D', [5, 5, 5]],
    ]);
  });

  it('leaves a shape out that is placed nowhere, with a note', async () => {
    const far = (inside: string): string => `def Xform "A" {
      double3 xformOp:scale = (1e200, 1, 1)
      uniform token[] xformOpOrder = ["xformOp:scale"]
      ${inside}
    }`;
    const { shapes, notes } = await sceneOfText(far(far('def Cube "Far" {}')) + 'def Cube "Near" {}');
    expect(shapes.map(({ path }) => path)).toEqual(['/Near']);
    expect(notes).toEqual([{ code: 'damaged', place: '/A/A/Far', detail: 'transform' }]);
  });

  it('has neither classes nor what is not defined or not active', async () => {
    const { shapes } = await sceneOfText(`
      class Cube "Class" { def Cube "Below" {} }
      over "Over" { def Cube "Below" {} }
      def Xform "Off" ( active = false ) { def Cube "Below" {} }
      def Cube "On" {}`);
    expect(shapes.map(({ path }) => path)).toEqual(['/On']);
  });

  it('has purpose and visibility of each shape', async () => {
    const { shapes } = await sceneOfText(`
      def Xform "Guide" { uniform token purpose = "guide"
        def Cube "A" {}
        def Cube "B" { uniform token purpose = "render" }
      }
      def Xform "Hidden" { token visibility = "invisible"
        def Cube "C" {}
      }`);
    expect(shapes.map(({ name, purpose, isVisible }) => [name, purpose, isVisible])).toEqual([
      ['A', 'guide', true],
      ['B', 'render', true],
      ['C', 'default', false],
    ]);
  });

  it.each(['BasisCurves', 'NurbsCurves', 'NurbsPatch', 'Points', 'TetMesh', 'Volume'])(
    'names %s as not read, and has what is below',
    async (type) => {
      const { shapes, notes } = await sceneOfText(`def ${type} "A" { def Cube "B" {} }`);
      expect(shapes.map(({ path }) => path)).toEqual(['/A/B']);
      expect(notes).toEqual([{ code: 'not-read', place: '/A', detail: type }]);
    },
  );

  it('names the first of very many prims that are alike', async () => {
    const curves = Array.from({ length: 60 }, (_, n) => `def BasisCurves "C${n}" {}`).join('\n');
    const { notes } = await sceneOfText(`${curves}\ndef Cube "A" {}`);
    expect(notes).toHaveLength(50);
    expect(notes[49]).toEqual({ code: 'not-read', place: '/C49', detail: 'BasisCurves' });
  });

  it('has the notes of the stage as well', async () => {
    const { notes } = await sceneOfText('def "A" ( references = @gone.usda@ ) {}\ndef Cube "B" {}');
    expect(notes).toMatchObject([{ code: 'missing-file', detail: 'gone.usda' }]);
  });

  it('says which file a shape is from', async () => {
    const { shapes } = await sceneOfText('def "A" ( references = @b/part.usda@ ) {}\ndef Cube "B" {}', {
      'b/part.usda':
        '#usda 1.0\n( defaultPrim = "P" )\ndef Xform "P" { def Sphere "S" { double radius = 2 } }',
    });
    expect(shapes.map(({ path, file }) => [path, file])).toEqual([
      ['/A/S', 'b/part.usda'],
      ['/B', 'root.usda'],
    ]);
  });

  it('reads textures beside the layer that names them', async () => {
    const { textures, notes } = await sceneOfText('def "A" ( references = @b/part.usda@ ) {}', {
      'b/part.usda': `#usda 1.0
        ( defaultPrim = "P" )
        def Xform "P" {
          def Cube "C" { rel material:binding = </P/Look> }
          def Material "Look" {
            token outputs:surface.connect = </P/Look/S.outputs:out>
            def Shader "S" {
              uniform token info:id = "UsdPreviewSurface"
              color3f inputs:diffuseColor.connect = </P/Look/T.outputs:rgb>
              token outputs:out
            }
            def Shader "T" { uniform token info:id = "UsdUVTexture"\n asset inputs:file = @../c/a.png@ }
          }
        }`,
      'c/a.png': 'A',
    });
    expect(textures).toMatchObject([{ reference: '../c/a.png', path: 'c/a.png' }]);
    expect(notes).toEqual([]);
  });

  it('with more triangles than the budget has is refused as a whole', async () => {
    const mesh = `def Mesh "M" {
      int[] faceVertexCounts = [4, 4]
      int[] faceVertexIndices = [0, 1, 2, 3, 0, 1, 2, 3]
      point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    }`;
    const budget = new AssetBudget({ ...defaultLimits, maxTriangles: 3 });
    await expect(sceneOfText(mesh, {}, budget)).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('instances', () => {
  const toy = `
    class Xform "Toy" {
      def Mesh "Mesh" {
        int[] faceVertexCounts = [3]
        int[] faceVertexIndices = [0, 1, 2]
        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0)]
        uniform token subdivisionScheme = "none"
      }
    }`;
  const instance = (name: string, more: string): string =>
    `def Xform "${name}" ( inherits = </Toy>\n instanceable = true ) { ${more} }`;

  it('of a mesh share its triangles, each in its own place and colour', async () => {
    const { geometries, shapes } = await sceneOfText(
      toy + instance('A', at(1)) + instance('B', `${at(2)}\ncolor3f[] primvars:displayColor = [(1, 0, 0)]`),
    );
    expect(geometries).toHaveLength(1);
    expect(places(shapes)).toEqual([
      ['/A/Mesh', [1, 0, 0]],
      ['/B/Mesh', [2, 0, 0]],
    ]);
    expect(shapes.map(({ geometry, color }) => [geometry, color])).toEqual([
      [0, null],
      [0, [1, 0, 0, 1]],
    ]);
  });
});

describe('a PointInstancer', () => {
  const prototypes = `
    rel prototypes = [</I/Protos/Cube>, </I/Protos/Group>]
    def Scope "Protos" {
      def Cube "Cube" {}
      def Xform "Group" { ${at(0, 0, 10)}
        def Sphere "Sphere" { ${at(0, 5)} }
      }
    }`;
  const instancer = (attributes: string, inside = prototypes, more = ''): string =>
    `def PointInstancer "I" { ${attributes}\n ${inside} }\n${more}`;
  const two = 'int[] protoIndices = [0, 1]\npoint3f[] positions = [(1, 0, 0), (2, 0, 0)]';

  it('draws its prototypes where it says, and nowhere else', async () => {
    const { shapes, notes } = await sceneOfText(instancer(`${two}\n${at(100)}`));
    expect(places(shapes)).toEqual([
      ['/I[0]/Cube', [101, 0, 0]],
      ['/I[1]/Group/Sphere', [102, 5, 10]],
    ]);
    expect(notes).toEqual([]);
  });

  it.each(['quath[] orientations', 'quatf[] orientationsf'])(
    'scales, turns and moves them (%s)',
    async (name) => {
      const { shapes } = await sceneOfText(
        instancer(`
        int[] protoIndices = [1]
        point3f[] positions = [(1, 0, 0)]
        ${name} = [(0, 1, 0, 0)]
        float3[] scales = [(1, 2, 3)]`),
      );
      // (0, 5, 10) scaled, then half a turn about x, then moved.
      expect(places(shapes)).toEqual([['/I[0]/Group/Sphere', [1, -10, -30]]]);
    },
  );

  it.each(['', 'prepend'])('hides and leaves out by ID (%s)', async (edit) => {
    const { shapes } = await sceneOfText(
      `def PointInstancer "I" ( ${edit} inactiveIds = [30] ) {
        int[] protoIndices = [0, 0, 0]
        point3f[] positions = [(1, 0, 0), (2, 0, 0), (3, 0, 0)]
        int64[] ids = [10, 20, 30]
        int64[] invisibleIds = [20]
        ${prototypes}
      }`,
    );
    expect(shapes.map(({ path, isVisible }) => [path, isVisible])).toEqual([
      ['/I[0]/Cube', true],
      ['/I[1]/Cube', false],
    ]);
  });

  it('hides by place in the list where there are no IDs', async () => {
    const { shapes } = await sceneOfText(instancer(`${two}\nint64[] invisibleIds = [0]`));
    expect(shapes.map(({ isVisible }) => isVisible)).toEqual([false, true]);
  });

  it('hands purpose and visibility down to prototypes elsewhere', async () => {
    const { shapes } = await sceneOfText(
      instancer(
        `int[] protoIndices = [0]
         point3f[] positions = [(1, 0, 0)]
         uniform token purpose = "guide"
         token visibility = "invisible"
         rel prototypes = </Cube>`,
        '',
        'def Cube "Cube" {}',
      ),
    );
    expect(shapes.map(({ path, purpose, isVisible }) => [path, purpose, isVisible])).toEqual([
      ['/I[0]/Cube', 'guide', false],
      ['/Cube', 'default', true],
    ]);
  });

  it('may be a prototype of another', async () => {
    const { shapes } = await sceneOfText(`
      def PointInstancer "Outer" {
        int[] protoIndices = [0, 0]
        point3f[] positions = [(100, 0, 0), (200, 0, 0)]
        rel prototypes = </Outer/I>
        ${instancer(two).replaceAll('</I/', '</Outer/I/')}
      }`);
    expect(places(shapes)).toEqual([
      ['/Outer[0]/I[0]/Cube', [101, 0, 0]],
      ['/Outer[0]/I[1]/Group/Sphere', [102, 5, 10]],
      ['/Outer[1]/I[0]/Cube', [201, 0, 0]],
      ['/Outer[1]/I[1]/Group/Sphere', [202, 5, 10]],
    ]);
  });

  it('names prototypes that are not there, and asks for them once, however many they are', async () => {
    const targets = vi.spyOn(PrimAtPath.prototype, 'targets');
    const paths = ['</Gone1>', '</Gone2>', '</Gone3>'];
    const { shapes, notes } = await sceneOfText(
      instancer(two, prototypes.replace('</I/Protos/Group>', paths.join(', '))),
    );
    expect(shapes.map(({ path }) => path)).toEqual(['/I[0]/Cube']);
    expect(notes).toEqual(
      ['/Gone1', '/Gone2', '/Gone3'].map((detail) => ({ code: 'missing-prim', place: '/I', detail })),
    );
    expect(targets.mock.calls.filter(([name]) => name === 'prototypes')).toHaveLength(1);
    targets.mockRestore();
  });

  it('that is its own prototype is noted as a circle', async () => {
    const { notes } = await sceneOfText(
      instancer(`${two}\nrel prototypes = [</I>, </A>]`, '', 'def Xform "A" { def Cube "C" {} }'),
    );
    expect(notes).toEqual([{ code: 'cycle', place: '/I', detail: 'prototypes' }]);
  });

  it.each([
    [
      'positions that do not fit',
      'int[] protoIndices = [0, 0]\npoint3f[] positions = [(1, 0, 0)]',
      'positions',
    ],
    ['no positions', 'int[] protoIndices = [0]', 'positions'],
    [
      'a prototype that is not named',
      'int[] protoIndices = [2]\npoint3f[] positions = [(1, 0, 0)]',
      'protoIndices',
    ],
    [
      'a prototype before the first',
      'int[] protoIndices = [-1]\npoint3f[] positions = [(1, 0, 0)]',
      'protoIndices',
    ],
  ])('with %s draws nothing there, with a note', async (_, attributes, detail) => {
    const { shapes, notes } = await sceneOfText(instancer(attributes, prototypes, 'def Cube "A" {}'));
    expect(shapes.map(({ path }) => path)).toEqual(['/A']);
    expect(notes).toEqual([{ code: 'damaged', place: '/I', detail }]);
  });

  it('of a prototype that is not there draws the others, with a note', async () => {
    const { shapes, notes } = await sceneOfText(
      instancer(`${two}\nrel prototypes = [</Gone>, </A>]`, '', 'def Cube "A" {}'),
    );
    expect(shapes.map(({ path }) => path)).toEqual(['/I[1]/A', '/A']);
    expect(notes).toMatchObject([{ code: 'missing-prim', place: '/I', detail: '/Gone' }]);
  });

  it('of more instances than the budget has is refused as a whole', async () => {
    const count = 50;
    const many = `
      int[] protoIndices = [${new Array(count).fill(0).join(', ')}]
      point3f[] positions = [${new Array(count).fill('(0, 0, 0)').join(', ')}]`;
    const budget = new AssetBudget({ ...defaultLimits, maxPrims: 40 });
    await expect(sceneOfText(instancer(many), {}, budget)).rejects.toMatchObject({ code: 'too-many' });
  });

  it('that is a prototype of a prototype and so on is not followed too deep', async () => {
    const chain = Array.from(
      { length: 12 },
      (_, n) => `def PointInstancer "I${n}" {
        int[] protoIndices = [0]
        point3f[] positions = [(1, 0, 0)]
        rel prototypes = </I${n + 1}>
      }`,
    );
    const budget = new AssetBudget({ ...defaultLimits, maxDepth: 8 });
    await expect(sceneOfText(`${chain.join('\n')}\ndef Cube "I12" {}`, {}, budget)).rejects.toMatchObject({
      code: 'too-deep',
    });
  });

  it('leaves turns and scales out that do not fit its positions', async () => {
    const { shapes } = await sceneOfText(
      instancer(`
        int[] protoIndices = [1]
        point3f[] positions = [(1, 0, 0)]
        quath[] orientations = [(0, 1, 0, 0), (0, 1, 0, 0)]
        float3[] scales = [(1, 2, 3), (1, 2, 3)]`),
    );
    expect(places(shapes)).toEqual([['/I[0]/Group/Sphere', [1, 5, 10]]]);
  });

  it('of prototypes with prims below counts those of each instance', async () => {
    const tree = Array.from({ length: 20 }, (_, n) => `def Cube "C${n}" {}`).join('\n');
    const budget = new AssetBudget({ ...defaultLimits, maxPrims: 200 });
    const scene = sceneOfText(
      instancer(
        `int[] protoIndices = [${new Array(20).fill(0).join(', ')}]
         point3f[] positions = [${new Array(20).fill('(0, 0, 0)').join(', ')}]
         rel prototypes = </I/P>`,
        `def Xform "P" { ${tree} }`,
      ),
      {},
      budget,
    );
    await expect(scene).rejects.toMatchObject({ code: 'too-many' });
  });
});
