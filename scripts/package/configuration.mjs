import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inProject, readPackage } from '../lib/project.mjs';
import { libraryPackages } from '../setup/debian-packages.mjs';
import * as application from './application.mjs';

/**
 * What the packages are made of beside the app itself.
 *
 * @typedef {object} Ingredients
 * @property {string} output folder
 * @property {string} electronVersion
 * @property {string} [electronFolder] an Electron that is here already; it is downloaded otherwise
 * @property {Material} material
 * @property {WindowsSigning} [windowsSigning] null where programs for Windows are not signed
 * @property {boolean} [isTwin] driven by tests, through the inspector
 */

/** @typedef {NonNullable<import('electron-builder').Configuration['win']>['azureSignOptions']} WindowsSigning */

/**
 * Files that were made for these packages.
 *
 * @typedef {{ mimeTypes: string, metainfo: string, notices: string, changelog: string, debType: string }} Material
 */

const { appId, categories, fileTypes, homepage, keywords, linkScheme, maintainer, programName, summary } =
  application;

/**
 * The programs that electron-builder downloads, where they are of a kind that does not change by itself.
 *
 * @type {Required<import('electron-builder').Configuration>['toolsets']}
 */
const toolsets = { appimage: '1.0.3', nsis: '1.2.1', winCodeSign: '1.1.0' };

/** Where desktops look for what is said of an app. */
const inUsr = {
  mimeTypes: `usr/share/mime/packages/${programName}.xml`,
  metainfo: `usr/share/metainfo/${appId}.metainfo.xml`,
};

/**
 * What the app may do once it is installed. It starts its other processes by Electron's utility processes, so that nothing needs Node's
 * variables; the page has a scheme of its own.
 *
 * @param {boolean} isTwin
 * @returns {Required<import('electron-builder').Configuration>['electronFuses']}
 */
const fuses = (isTwin) => ({
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: isTwin,
  enableEmbeddedAsarIntegrityValidation: process.platform !== 'linux',
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  // A program that was changed after it was signed does not start on Apple's processors. A real signature comes after this one.
  resetAdHocDarwinSignature: process.platform === 'darwin',
});

/**
 * How electron-builder makes the packages. Everything is named here, so that nothing is taken from what a folder happens to hold.
 *
 * @param {Ingredients} ingredients
 * @returns {import('electron-builder').Configuration}
 */
export function configuration(ingredients) {
  const {
    output,
    electronVersion,
    electronFolder,
    material,
    windowsSigning = null,
    isTwin = false,
  } = ingredients;
  const { productName, description } = readPackage();
  return {
    appId,
    // The folder in /opt has this name. Where user namespaces are denied, Chromium starts its sandbox by a command that it cuts at
    // spaces, and so by no file whose folder has one. Without a desktop, `xdg-open` takes no desktop entry with such a program either.
    ...(process.platform === 'linux' ? { productName: programName } : {}),
    directories: { output },
    electronVersion,
    ...(electronFolder === undefined ? {} : { electronDist: electronFolder }),
    electronFuses: fuses(isTwin),
    // Native modules bring what was built for each system.
    npmRebuild: false,
    toolsets,
    files: files(),
    extraResources: [{ from: material.notices, to: 'THIRD-PARTY-NOTICES.txt' }],
    // Native modules alone cannot be loaded out of an archive.
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    afterPack: removeDefaultApp,
    extraMetadata: { homepage },
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    publish: null,
    linux: {
      target: ['deb', 'tar.gz', 'AppImage'],
      executableName: programName,
      icon: inProject('resources/package-icons'),
      syncDesktopName: true,
      // Where the AppImage is looked into; beside the program in the others.
      extraFiles: [
        { from: material.mimeTypes, to: inUsr.mimeTypes },
        { from: material.metainfo, to: inUsr.metainfo },
      ],
      category: categories.join(';'),
      mimeTypes: [...fileTypes.map(({ mimeType }) => mimeType), `x-scheme-handler/${linkScheme}`],
      description: summary,
      maintainer,
      desktop: {
        entry: {
          Name: productName,
          Keywords: `${keywords.join(';')};`,
          // Of the windows on X11, where Electron takes it from the app's name; on Wayland they have the name of the entry.
          StartupWMClass: productName,
        },
      },
    },
    deb: {
      artifactName: '${name}_${version}_${arch}.${ext}',
      depends: ['libc6', ...libraryPackages.map((names) => names.join(' | ')), 'libnotify4', 'xdg-utils'],
      recommends: ['gnome-keyring | kwalletmanager', 'libayatana-appindicator3-1'],
      packageCategory: 'graphics',
      afterInstall: 'scripts/package/linux/after-install.sh',
      afterRemove: 'scripts/package/linux/after-remove.sh',
      fpm: [
        // In the place of what electron-builder makes of the description, which is the comment of the desktop entry.
        '--description',
        `${summary}\n ${description}`,
        `${material.mimeTypes}=/${inUsr.mimeTypes}`,
        `${material.metainfo}=/${inUsr.metainfo}`,
        `${material.notices}=/usr/share/doc/${programName}/copyright`,
        `${material.changelog}=/usr/share/doc/${programName}/changelog.gz`,
        // By which the app knows that the system brings its new versions.
        `${material.debType}=/opt/${programName}/resources/package-type`,
      ],
    },
    mac: {
      category: 'public.app-category.developer-tools',
      icon: inProject('resources/package-icons/icon.png'),
      target: ['dmg', 'zip'].map((target) => ({ target, arch: ['arm64', 'x64'] })),
      fileAssociations: fileAssociations(),
      protocols: [{ name: 'Rigyd Desk', schemes: [linkScheme] }],
      hardenedRuntime: true,
      // Files that the app writes count as downloaded, which most of them are.
      extendInfo: { LSFileQuarantineEnabled: true },
    },
    win: {
      icon: inProject('resources/package-icons/icon.png'),
      target: ['nsis', 'portable'],
      fileAssociations: fileAssociations(),
      protocols: [{ name: 'Rigyd Desk', schemes: [linkScheme] }],
      ...(windowsSigning === null ? {} : { azureSignOptions: windowsSigning }),
    },
    nsis: { artifactName: '${name}-${version}-setup.${ext}', oneClick: true, perMachine: false },
    portable: { artifactName: '${name}-${version}-portable.${ext}' },
  };
}

/** The build, the icons, and of each dependency what runs on the system that it is made for. */
const files = () => [
  'out/**',
  '!out/.*{,/**}',
  'resources/icons/*',
  '!**/node_modules/**/*.{md,map,gyp,h,cc,c,bak}',
  '!**/node_modules/{classic-level,keytar}/{deps,src,script}/**',
  '!**/node_modules/{napi-macros,node-addon-api}/**',
  '!**/node_modules/{node-gyp-build/{bin,build-test,optional},pend/test}.js',
  // What is named by platform and architecture, apart from the one of this package.
  '!**/node_modules/*/prebuilds/!(${platform}-*${arch}*)/**',
  '!**/*.musl.node',
];

/** What macOS and Windows open with the app; Linux has its own description of types. */
const fileAssociations = () =>
  fileTypes.map(({ extensions, name }) => ({
    ext: extensions,
    name,
    description: name,
    role: 'Viewer',
    rank: 'Alternate',
  }));

/**
 * What an Electron shows that has no app.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
async function removeDefaultApp({ appOutDir, packager }) {
  await rm(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
