/** The endings of files that can be shown in 3D by themselves; what of an asset is shown first stands first. */
const endings = {
  usd: /\.usd[acz]?$/i,
  gltf: /\.gl(?:b|tf)$/i,
  mjcf: /\.(?:xml|mjcf)$/i,
};
export type AssetFormat = keyof typeof endings;
export const assetFormats = Object.keys(endings) as readonly AssetFormat[];

/**
 * The format that a file has by its name; null for one that is no asset. An `.xml` may be anything: its content tells, see
 * `src/main/assets/asset-format.ts`.
 */
export function formatByName(name: string): AssetFormat | null {
  return assetFormats.find((format) => endings[format].test(name)) ?? null;
}

/** What assets name beside themselves: textures, meshes, buffers, other layers. */
const besides =
  /\.(?:usd[acz]?|mdl|mtlx|gl(?:b|tf)|bin|xml|mjcf|obj|mtl|stl|msh|skn|ply|png|jpe?g|webp|gif|bmp|tga|tiff?|exr|hdr|ktx2?|dds|svg)$/i;

/** Whether a file that lies beside an asset may be part of it. */
export const mayBelongToAsset = (name: string): boolean => besides.test(name);
