import { describe, expect, it } from 'vitest';
import { materialOfText, type ReadMaterial } from '../testing/material-of.ts';
import { sceneOfText } from '../testing/usd-of.ts';

/** A material of MDL as Omniverse writes it. */
const mdlMaterial = (inputs: string, name = 'OmniPBR', interfaceInputs = ''): Promise<ReadMaterial> =>
  materialOfText(`
    ${interfaceInputs}
    token outputs:mdl:surface.connect = </Look/Shader.outputs:out>
    def Shader "Shader" {
      uniform token info:implementationSource = "sourceAsset"
      uniform asset info:mdl:sourceAsset = @${name}.mdl@
      uniform token info:mdl:sourceAsset:subIdentifier = "${name}"
      ${inputs}
      token outputs:out
    }`);

describe('OmniPBR', () => {
  it('has its own defaults', async () => {
    const { material, notes } = await mdlMaterial('');
    expect(material).toMatchObject({
      color: [0.2, 0.2, 0.2],
      emissive: [0, 0, 0],
      metallic: 0,
      roughness: 0.5,
      opacity: 1,
      alphaCutoff: null,
      maps: {},
    });
    expect(notes).toEqual([]);
  });

  it('has the constants that are written', async () => {
    const { material } = await mdlMaterial(`
      color3f inputs:diffuse_color_constant = (0.5, 0.5, 1)
      color3f inputs:diffuse_tint = (1, 0.5, 0.5)
      float inputs:metallic_constant = 1
      float inputs:reflection_roughness_constant = 0.25
      bool inputs:enable_emission = 1
      color3f inputs:emissive_color = (1, 0, 0)
      bool inputs:enable_opacity = 1
      float inputs:opacity_constant = 0.5
      float inputs:opacity_threshold = 0.25`);
    expect(material).toMatchObject({
      color: [0.5, 0.25, 0.5],
      metallic: 1,
      roughness: 0.25,
      emissive: [1, 0, 0],
      opacity: 0.5,
      alphaCutoff: 0.25,
    });
  });

  it('has neither emission nor opacity unless they are switched on', async () => {
    const { material } = await mdlMaterial(`
      color3f inputs:emissive_color = (1, 0, 0)
      float inputs:opacity_constant = 0.5`);
    expect(material).toMatchObject({ emissive: [0, 0, 0], opacity: 1 });
  });

  it('multiplies its picture with brightness and tint, and leaves the constant out', async () => {
    const { material, textures } = await mdlMaterial(`
      asset inputs:diffuse_texture = @./a.png@ ( colorSpace = "auto" )
      color3f inputs:diffuse_color_constant = (0.5, 0.5, 0.5)
      color3f inputs:diffuse_tint = (1, 0.5, 0.25)
      float inputs:albedo_brightness = 2
      float inputs:albedo_add = 0.125
      float2 inputs:texture_scale = (3, 4)
      float inputs:texture_rotate = 180`);
    expect(textures).toMatchObject([{ reference: './a.png', path: 'a.png' }]);
    expect(material.color).toEqual([1, 0.5, 0.25]);
    expect(material.maps.color).toEqual({
      texture: 0,
      channel: 'rgb',
      scale: [2, 2, 2, 1],
      bias: [0.125, 0.125, 0.125, 0],
      wrapS: 'repeat',
      wrapT: 'repeat',
      isSrgb: true,
      transform: { rotation: Math.PI, scale: [3, 4], offset: [0, 0] },
    });
  });

  it('mixes pictures of roughness and metal with their constants, by their influence', async () => {
    const { material } = await mdlMaterial(`
      bool inputs:enable_ORM_texture = 1
      asset inputs:ORM_texture = @b.png@
      float inputs:reflection_roughness_constant = 0.5
      float inputs:reflection_roughness_texture_influence = 0.25
      float inputs:metallic_texture_influence = 1`);
    expect(material).toMatchObject({ roughness: 1, metallic: 1 });
    expect(material.maps).toMatchObject({
      roughness: {
        channel: 'g',
        scale: [0.25, 0.25, 0.25, 1],
        bias: [0.375, 0.375, 0.375, 0],
        isSrgb: false,
      },
      metallic: { channel: 'b', scale: [1, 1, 1, 1], bias: [0, 0, 0, 0] },
      occlusion: { channel: 'r' },
    });
  });

  it('leaves pictures without influence out', async () => {
    const { material } = await mdlMaterial('asset inputs:reflectionroughness_texture = @b.png@');
    expect(material).toMatchObject({ roughness: 0.5, maps: {} });
  });

  it('bends normals by their strength', async () => {
    const { material } = await mdlMaterial(
      'asset inputs:normalmap_texture = @b.png@\nfloat inputs:bump_factor = 0.5',
    );
    expect(material.maps.normal).toMatchObject({ scale: [1, 1, 2, 1], bias: [-0.5, -0.5, -1, 0] });
  });

  it('has its constants where pictures are missing', async () => {
    const { material, notes } = await mdlMaterial(`
      asset inputs:diffuse_texture = @gone.png@
      color3f inputs:diffuse_color_constant = (0, 1, 0)
      asset inputs:metallic_texture = @gone.png@
      float inputs:metallic_texture_influence = 1
      float inputs:metallic_constant = 0.75`);
    expect(material).toMatchObject({ color: [0, 1, 0], metallic: 0.75, maps: {} });
    expect(notes).toEqual([
      { code: 'missing-file', place: '/Look/Shader.inputs:diffuse_texture', detail: 'gone.png' },
    ]);
  });

  it('takes interface inputs of its material', async () => {
    const { material } = await mdlMaterial(
      'float inputs:metallic_constant.connect = </Look.inputs:metal>',
      'OmniPBR',
      'float inputs:metal = 0.5',
    );
    expect(material.metallic).toBe(0.5);
  });
});

describe('another material of MDL', () => {
  it('is read in full where it is UsdPreviewSurface, with the nodes beside it', async () => {
    const { material, textures, notes } = await mdlMaterial(
      `float inputs:roughness = 0.125
       color3f inputs:diffuseColor.connect = </Look/Shader/Texture.outputs:rgb>
       def Shader "Texture" {
         uniform asset info:mdl:sourceAsset = @./UsdPreviewSurface.mdl@
         uniform token info:mdl:sourceAsset:subIdentifier = "UsdUVTexture"
         asset inputs:file = @a.png@
       }`,
      'UsdPreviewSurface',
    );
    expect(material).toMatchObject({ roughness: 0.125, color: [1, 1, 1], maps: { color: { texture: 0 } } });
    expect(textures).toMatchObject([{ path: 'a.png' }]);
    expect(notes).toEqual([]);
  });

  it('is known by its file where it has no other name', async () => {
    const { notes } = await sceneOfText(`
      def Cube "Cube" { rel material:binding = </Look> }
      def Material "Look" {
        token outputs:mdl:surface.connect = </Look/Shader.outputs:out>
        def Shader "Shader" {
          uniform asset info:mdl:sourceAsset = @https://example.org/base/Steel.mdl@
          token outputs:out
        }
      }`);
    expect(notes).toEqual([{ code: 'not-read', place: '/Look/Shader', detail: 'MDL Steel' }]);
  });

  it('is read by the same names, and said to be another', async () => {
    const { material, notes } = await mdlMaterial(
      'color3f inputs:diffuse_color_constant = (1, 0, 0)',
      'Plastic',
    );
    expect(material.color).toEqual([1, 0, 0]);
    expect(notes).toEqual([{ code: 'not-read', place: '/Look/Shader', detail: 'MDL Plastic' }]);
  });
});
