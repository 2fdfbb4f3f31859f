import { describe, expect, it } from 'vitest';
import { totalsOf } from './totals.ts';
import { filesOf, sceneOfText } from './usd/scene/testing/usd-of.ts';

const files = { 'root.usda': '#usda 1.0', 'a.png': 'abc' };

describe('totals', () => {
  it('are of the object: what is visible and no guide; and of all', async () => {
    const scene = await sceneOfText(
      `
      ( metersPerUnit = 0.1 )
      def Cube "Object" {}
      def Xform "Guides" { uniform token purpose = "guide"
        def Cube "Guide" { double size = 4 }
      }
      def Cube "Hidden" { token visibility = "invisible"\n double size = 8 }
      def Cube "Render" { uniform token purpose = "render" }`,
    );
    const { object, all, byPurpose } = totalsOf(scene, filesOf(files));
    expect(object).toEqual({
      shapes: 2,
      triangles: 24,
      vertices: 48,
      points: 16,
      draws: 2,
      bounds: { min: [-1, -1, -1], max: [1, 1, 1] },
      size: [0.2, 0.2, 0.2],
    });
    expect(all).toMatchObject({ shapes: 4, triangles: 48, size: [0.8, 0.8, 0.8] });
    expect(byPurpose).toMatchObject({
      default: { shapes: 2, size: [0.8, 0.8, 0.8] },
      render: { shapes: 1, size: [0.2, 0.2, 0.2] },
      guide: { shapes: 1, size: [0.4, 0.4, 0.4] },
    });
    expect(Object.keys(byPurpose)).toEqual(['default', 'render', 'guide']);
  });

  it('count a geometry in each place, and parts with materials of their own', async () => {
    const mesh = `
      int[] faceVertexCounts = [3, 3]
      int[] faceVertexIndices = [0, 1, 2, 0, 2, 3]
      point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
      float2[] primvars:st = [(0, 0), (1, 1)] ( interpolation = "uniform" )`;
    const scene = await sceneOfText(
      `
      class Xform "C" { def Mesh "M" { ${mesh}
        def GeomSubset "S" {
          int[] indices = [1]
          uniform token familyName = "materialBind"
          rel material:binding = </Look>
        }
      } }
      def "A" ( inherits = </C>\n instanceable = true ) {}
      def "B" ( inherits = </C>\n instanceable = true ) {}
      def Material "Look" {
        token outputs:surface.connect = </Look/S.outputs:out>
        def Shader "S" {
          uniform token info:id = "UsdPreviewSurface"
          color3f inputs:diffuseColor.connect = </Look/T.outputs:rgb>
          float inputs:roughness.connect = </Look/U.outputs:r>
          token outputs:out
        }
        def Shader "T" { uniform token info:id = "UsdUVTexture"\n asset inputs:file = @a.png@ }
        def Shader "U" { uniform token info:id = "UsdUVTexture"\n asset inputs:file = @gone.png@ }
      }`,
      files,
    );
    expect(scene.geometries).toHaveLength(1);
    const totals = totalsOf(scene, filesOf(files));
    expect(totals.object).toMatchObject({ shapes: 2, triangles: 4, vertices: 12, points: 8, draws: 4 });
    expect(totals).toMatchObject({ materials: 1, textures: 2, missingTextures: 1, bytes: 12 });
  });

  it('of nothing are nothing', async () => {
    const totals = totalsOf(await sceneOfText('def Xform "A" {}'), filesOf({}));
    expect(totals.object).toEqual({
      shapes: 0,
      triangles: 0,
      vertices: 0,
      points: 0,
      draws: 0,
      bounds: null,
      size: null,
    });
    expect(totals.byPurpose).toEqual({});
  });
});
