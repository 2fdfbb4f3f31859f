import { describe, expect, it } from 'vitest';
import { sceneOfText } from '../testing/usd-of.ts';

const bound = '\ndef Cube "Cube" { rel material:binding = </Look> }\n';
const surface = (name: string, id: string, more = ''): string =>
  `def Shader "${name}" { uniform token info:id = "${id}"\n${more}\ntoken outputs:out }`;

describe('materials', () => {
  it('are drawn by UsdPreviewSurface where there is one, also beside other shaders', async () => {
    const { materials, notes } = await sceneOfText(`${bound}
      def Material "Look" {
        token outputs:mtlx:surface.connect = </Look/Other.outputs:out>
        token outputs:surface.connect = </Look/Preview.outputs:out>
        ${surface('Other', 'ND_standard_surface_surfaceshader')}
        ${surface('Preview', 'UsdPreviewSurface', 'float inputs:metallic = 1')}
      }`);
    expect(materials).toMatchObject([{ metallic: 1 }]);
    expect(notes).toEqual([]);
  });

  it.each([
    ['mtlx', 'ND_standard_surface_surfaceshader', 'MaterialX ND_standard_surface_surfaceshader'],
    ['ri', 'PxrDisney', 'PxrDisney'],
  ])(
    'of shaders that are not read (%s) have the colour beside them, and a note',
    async (context, id, detail) => {
      const { materials, notes } = await sceneOfText(`${bound}
      def Material "Look" {
        token outputs:${context}:surface.connect = </Look/Other.outputs:out>
        ${surface('Other', id)}
      }`);
      expect(materials).toMatchObject([{ color: [1, 1, 1], usesVertexColors: true }]);
      expect(notes).toEqual([{ code: 'not-read', place: '/Look', detail }]);
    },
  );

  it('without a surface, as those of physics alone, are none', async () => {
    const { materials, shapes, notes } = await sceneOfText(`${bound}
      def Material "Look" ( prepend apiSchemas = ["PhysicsMaterialAPI"] ) { float physics:density = 1 }`);
    expect(materials).toEqual([]);
    expect(shapes[0]?.parts).toEqual([{ start: 0, count: 12, material: null }]);
    expect(notes).toEqual([]);
  });

  it('are read once for all that they are bound to', async () => {
    const { materials, shapes } = await sceneOfText(`
      def Material "Look" {
        token outputs:surface.connect = </Look/Preview.outputs:out>
        ${surface('Preview', 'UsdPreviewSurface')}
      }
      def Xform "A" {
        rel material:binding = </Look>
        def Cube "B" {}
        def Sphere "C" {}
      }`);
    expect(materials).toHaveLength(1);
    expect(shapes.map(({ parts }) => parts[0]?.material)).toEqual([0, 0]);
  });

  it('elsewhere are as many as there are, alike or not', async () => {
    const look = (owner: string): string => `def Xform "${owner}" {
      def Material "Look" {
        token outputs:surface.connect = </${owner}/Look/Preview.outputs:out>
        ${surface('Preview', 'UsdPreviewSurface')}
      }
      def Cube "Cube" { rel material:binding = </${owner}/Look> }
    }`;
    const { materials } = await sceneOfText(look('A') + look('B'));
    expect(materials.map(({ path }) => path)).toEqual(['/A/Look', '/B/Look']);
  });

  it('of instances are one where they are alike', async () => {
    const { materials, shapes } = await sceneOfText(`
      class Xform "Toy" {
        def Material "Look" {
          token outputs:surface.connect = </Toy/Look/Preview.outputs:out>
          ${surface('Preview', 'UsdPreviewSurface')}
        }
        def Cube "Cube" { rel material:binding = </Toy/Look> }
      }
      def "A" ( inherits = </Toy>
        instanceable = true ) {}
      def "B" ( inherits = </Toy>
        instanceable = true ) {}`);
    expect(materials).toHaveLength(1);
    expect(shapes.map(({ path, parts }) => [path, parts[0]?.material])).toEqual([
      ['/A/Cube', 0],
      ['/B/Cube', 0],
    ]);
  });

  it('are of the preview where there are others for full quality', async () => {
    const { materials } = await sceneOfText(`
      def Cube "Cube" {
        rel material:binding:full = </Full>
        rel material:binding:preview = </Preview>
      }
      def Material "Full" {
        token outputs:surface.connect = </Full/S.outputs:out>
        ${surface('S', 'UsdPreviewSurface')}
      }
      def Material "Preview" {
        token outputs:surface.connect = </Preview/S.outputs:out>
        ${surface('S', 'UsdPreviewSurface')}
      }
      def Sphere "Sphere" { rel material:binding:full = </Full> }`);
    expect(materials.map(({ name }) => name)).toEqual(['Preview', 'Full']);
  });
});
