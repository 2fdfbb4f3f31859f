import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileTypes, summary } from './application.mjs';
import { configuration } from './configuration.mjs';

const ingredients = {
  output: '/dist',
  electronVersion: '45.4.1',
  material: {
    mimeTypes: '/made/types.xml',
    metainfo: '/made/app.xml',
    notices: '/made/notices.txt',
    changelog: '/made/changelog.gz',
    debType: '/made/package-type',
  },
};

/** @param {NodeJS.Platform} platform */
const onPlatform = (platform) => vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);

afterEach(() => vi.restoreAllMocks());

describe('what is packed', () => {
  it('can be driven by nothing from outside, and checks its archive where the system has that', () => {
    onPlatform('darwin');
    expect(configuration(ingredients).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
    onPlatform('linux');
    expect(configuration(ingredients).electronFuses).toMatchObject({
      enableEmbeddedAsarIntegrityValidation: false,
      resetAdHocDarwinSignature: false,
    });
  });

  it('differs from its twin in the one fuse that lets tests in', () => {
    const [shipped, twin] = [false, true].map((isTwin) => configuration({ ...ingredients, isTwin }));
    expect(twin).toEqual({
      ...shipped,
      electronFuses: { ...shipped?.electronFuses, enableNodeCliInspectArguments: true },
    });
  });

  it('holds an Electron that is on this machine instead of downloading it', () => {
    expect(configuration(ingredients)).not.toHaveProperty('electronDist');
    expect(configuration({ ...ingredients, electronFolder: '/electron' }).electronDist).toBe('/electron');
  });
});

describe('a program for Windows', () => {
  it('is signed where there is an account for it, and not elsewhere', () => {
    const windowsSigning = {
      publisherName: 'Us',
      endpoint: 'https://weu.codesigning.azure.net/',
      codeSigningAccountName: 'us',
      certificateProfileName: 'desk',
    };
    expect(configuration({ ...ingredients, windowsSigning }).win?.azureSignOptions).toBe(windowsSigning);
    expect(configuration(ingredients).win).not.toHaveProperty('azureSignOptions');
  });
});

describe('the app for macOS', () => {
  it('has what it writes marked as downloaded', () => {
    expect(configuration(ingredients).mac?.extendInfo).toEqual({ LSFileQuarantineEnabled: true });
  });
});

describe('the desktop entry', () => {
  it('starts the program by a path that needs no quotes', () => {
    onPlatform('linux');
    const { productName, linux } = configuration(ingredients);
    expect([productName, linux?.executableName]).toEqual(['rigyd-desk', 'rigyd-desk']);
    onPlatform('darwin');
    expect(configuration(ingredients)).not.toHaveProperty('productName');
  });

  it('says what the app is, and which windows are its own', () => {
    const { linux } = configuration(ingredients);
    expect(linux?.description).toBe(summary);
    expect(linux?.desktop?.entry).toEqual({
      Name: 'Rigyd Desk',
      Keywords: 'Rigyd;USD;MJCF;MuJoCo;glTF;SimReady;simulation;robotics;',
      StartupWMClass: 'Rigyd Desk',
    });
  });

  it('takes links and every type of file', () => {
    expect(configuration(ingredients).linux?.mimeTypes).toEqual([
      ...fileTypes.map(({ mimeType }) => mimeType),
      'x-scheme-handler/rigyd-desk',
    ]);
  });
});

describe('the deb', () => {
  it('needs the libraries under either of their names, and brings metadata', () => {
    const { deb } = configuration(ingredients);
    expect(deb?.depends).toEqual(
      expect.arrayContaining(['libc6', 'libgtk-3-0t64 | libgtk-3-0', 'libsecret-1-0', 'xdg-utils']),
    );
    expect(deb?.fpm).toEqual([
      '--description',
      'Watch Rigyd conversions and check their results\n ' +
        'Watch Rigyd conversions and bring their results home. Not made by the vendor.',
      '/made/types.xml=/usr/share/mime/packages/rigyd-desk.xml',
      '/made/app.xml=/usr/share/metainfo/app.rigyddesk.RigydDesk.metainfo.xml',
      '/made/notices.txt=/usr/share/doc/rigyd-desk/copyright',
      '/made/changelog.gz=/usr/share/doc/rigyd-desk/changelog.gz',
      '/made/package-type=/opt/rigyd-desk/resources/package-type',
    ]);
  });
});

describe('the AppImage', () => {
  it('says of the app what the deb says, where desktops look for it', () => {
    const { appImage, deb, linux } = configuration(ingredients);
    expect({ ...linux, ...appImage }.description).toBe(summary);
    expect({ ...linux, ...deb }.description).toBe(summary);
    expect(linux?.extraFiles).toEqual([
      { from: '/made/types.xml', to: 'usr/share/mime/packages/rigyd-desk.xml' },
      { from: '/made/app.xml', to: 'usr/share/metainfo/app.rigyddesk.RigydDesk.metainfo.xml' },
    ]);
  });
});
