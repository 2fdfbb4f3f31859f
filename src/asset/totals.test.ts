import { describe, expect, it } from 'vitest';
import { objectShapes, totalsOf } from './totals.ts';
import { sceneOfText } from './usd/scene/testing/usd-of.ts';

describe('totals', () => {
  it('are of the shapes that are asked for, in metres', async () => {
    const scene = await sceneOfText(`
      ( metersPerUnit = 0.1 )
      def Cube "Object" {}
      def Xform "Guides" { uniform token purpose = "guide"
        def Cube "Guide" { double size = 4 }
      }
      def Cube "Hidden" { token visibility = "invisible"\n double size = 8 }
      def Cube "Render" { uniform token purpose = "render" }`);
    expect(totalsOf(scene, objectShapes(scene))).toEqual({
      shapes: 2,
      triangles: 24,
      distinctTriangles: 12,
      vertices: 48,
      points: 16,
      draws: 2,
      bounds: { min: [-1, -1, -1], max: [1, 1, 1] },
      size: [0.2, 0.2, 0.2],
    });
    expect(totalsOf(scene)).toMatchObject({ shapes: 4, triangles: 48, size: [0.8, 0.8, 0.8] });
  });

  it('count a geometry in each place, and parts with materials of their own', async () => {
    const mesh = `
      int[] faceVertexCounts = [3, 3]
      int[] faceVertexIndices = [0, 1, 2, 0, 2, 3]
      point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
      float2[] primvars:st = [(0, 0), (1, 1)] ( interpolation = "uniform" )`;
    const scene = await sceneOfText(`
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
        def Shader "S" { uniform token info:id = "UsdPreviewSurface"\n token outputs:out }
      }`);
    expect(scene.geometries).toHaveLength(1);
    expect(totalsOf(scene)).toMatchObject({
      shapes: 2,
      triangles: 4,
      distinctTriangles: 2,
      vertices: 12,
      points: 8,
      draws: 4,
    });
  });

  it('of nothing are nothing', async () => {
    expect(totalsOf(await sceneOfText('def Xform "A" {}'))).toEqual({
      shapes: 0,
      triangles: 0,
      distinctTriangles: 0,
      vertices: 0,
      points: 0,
      draws: 0,
      bounds: null,
      size: null,
    });
  });
});
