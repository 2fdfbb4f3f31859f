/** What the service converts. Source: the API's pages on submitting. */
const models = ['glb', 'gltf', 'fbx', 'obj', 'stl', 'ply', 'usd', 'usda', 'usdc', 'usdz'];
const pictures = ['jpg', 'jpeg', 'png', 'webp'];
/** What else people have beside them, and no job ID stands in. */
const others = ['blend', 'mtl', 'dae', '3ds', 'gif', 'bmp', 'tif', 'tiff', 'exr', 'hdr', 'svg', 'psd'];

const extensions: ReadonlySet<string> = new Set([...models, ...pictures, ...others]);

/** Whether a file, by its name, is a model or a picture: something to convert, or that belongs to it. */
export const isModelOrPicture = (name: string): boolean =>
  extensions.has(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
