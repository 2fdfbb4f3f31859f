/**
 * What systems are told of the app when it is installed. Each fact stands here once; desktop entry, MIME types, AppStream metadata,
 * and the configuration of the packager are made of it.
 */

/**
 * The app's identity: the bundle's on macOS, the one that Windows groups windows and notifications by, and AppStream's. Must never
 * change after the first release, as systems would take it for another app.
 */
export const appId = 'app.rigyddesk.RigydDesk';

/** The program, its icon, its desktop entry and its folder of documentation on Linux. */
export const programName = 'rigyd-desk';

export const summary = 'Watch Rigyd conversions and check their results';

/** Where those who look at a package find what the app is for. It has no page of its own yet. */
export const homepage = 'https://docs.rigyd.com';

/** Debian asks for somebody to write to; there is no address yet that answers. */
export const maintainer = 'Rigyd Desk developers <nobody@localhost>';

/**
 * How programs for Windows are signed: the account, profile and publisher of Azure Trusted Signing, see docs/releasing.md. None is a
 * secret. Null until the owner has an account.
 *
 * @type {import('./configuration.mjs').WindowsSigning}
 */
export const windowsSigning = null;

/** Links that open the app, see `src/main/shell/deep-link.ts`. */
export const linkScheme = 'rigyd-desk';

/** Source: the Desktop Menu Specification, registered categories. */
export const categories = ['Graphics', '3DGraphics', 'Viewer'];

export const keywords = ['Rigyd', 'USD', 'MJCF', 'MuJoCo', 'glTF', 'SimReady', 'simulation', 'robotics'];

/**
 * @typedef {object} FileType
 * @property {string} mimeType
 * @property {string[]} extensions without a dot
 * @property {string} name as file managers show it
 * @property {string} [parent] the MIME type that such a file is as well
 * @property {boolean} [isKnown] whether shared-mime-info (2.2 and later) has it
 */

/**
 * Files that the app shows in 3D. MJCF is mostly named `.xml`, which stays with the programs for that.
 * Sources of the types: IANA (model/gltf+json, model/gltf-binary, model/vnd.usda, model/vnd.usdz+zip); there is none for the other
 * two of USD and for MJCF.
 *
 * @type {FileType[]}
 */
export const fileTypes = [
  { mimeType: 'model/x-usd', extensions: ['usd'], name: 'USD scene' },
  { mimeType: 'model/vnd.usda', extensions: ['usda'], name: 'USD scene (text)', parent: 'text/plain' },
  { mimeType: 'model/x-usdc', extensions: ['usdc'], name: 'USD scene (binary)' },
  { mimeType: 'model/vnd.usdz+zip', extensions: ['usdz'], name: 'USD package', parent: 'application/zip' },
  { mimeType: 'model/x-mjcf+xml', extensions: ['mjcf'], name: 'MuJoCo model', parent: 'application/xml' },
  { mimeType: 'model/gltf-binary', extensions: ['glb'], name: 'glTF scene (binary)', isKnown: true },
  { mimeType: 'model/gltf+json', extensions: ['gltf'], name: 'glTF scene', isKnown: true },
];
