import { boxPoints, boxSides } from '../../solids/testing/meshes.ts';
import { meshText } from './meshes.ts';
import { prop } from './props.ts';

/** The beginning of a PNG file of this size, which is all that is looked at. */
export function pngOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(33);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of [0x89_50_4e_47, 0x0d_0a_1a_0a, 13, 0x49_48_44_52, width, height].entries())
    view.setUint32(4 * at, value);
  return bytes;
}

/** The beginning of a JPEG file of this size, behind a comment and padding. */
export function jpegOf(width: number, height: number, frame = 0xc0): Uint8Array {
  const comment = [0xff, 0xfe, 0, 5, 1, 2, 3];
  const tables = [0xff, 0xc4, 0, 4, 0, 0];
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return Uint8Array.of(0xff, 0xd8, ...comment, ...tables, 0xff, 0xff, frame, 0, 11, 8, ...size, 1, 0, 0, 0);
}

/** The good prop with a texture of this name. */
export const texturedProp = (reference: string): string =>
  prop({
    visual: meshText('Visual', boxPoints([0.5, 0.5, 0.5]), boxSides, 'rel material:binding = </Prop/Look>'),
    more: `def Material "Look" {
      token outputs:surface.connect = </Prop/Look/Surface.outputs:surface>
      def Shader "Surface" {
        uniform token info:id = "UsdPreviewSurface"
        color3f inputs:diffuseColor.connect = </Prop/Look/Texture.outputs:rgb>
        token outputs:surface
      }
      def Shader "Texture" {
        uniform token info:id = "UsdUVTexture"
        asset inputs:file = @${reference}@
        float3 outputs:rgb
      }
    }`,
  });
