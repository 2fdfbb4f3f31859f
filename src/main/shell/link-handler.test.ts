import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LinkHandling } from '../../shared/links.ts';
import type { Banner } from '../../shared/state.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { useMachine } from '../testing/core-harness.ts';
import { askAboutLinks, desktopHandler, protocolHandler } from './link-handler.ts';

const folder = useTemporaryFolder();
const machine = useMachine();

describe('links on macOS and Windows', () => {
  const system = (isAllowed = true) => {
    const state = { isHere: false };
    const handler = protocolHandler({
      isDefaultProtocolClient: (scheme) => scheme === 'rigyd-desk' && state.isHere,
      setAsDefaultProtocolClient: () => isAllowed && (state.isHere = true),
      // On macOS there has to be something to take back. Source: Electron's browser_mac.mm.
      removeAsDefaultProtocolClient: () => {
        const isDone = isAllowed && state.isHere;
        if (isDone) state.isHere = false;
        return isDone;
      },
    });
    return handler;
  };

  it('come here and go again as the person says', async () => {
    const handler = system();
    expect(await handler.handling()).toEqual({ kind: 'elsewhere' });
    expect((await handler.open(true)).ok).toBe(true);
    expect(await handler.handling()).toEqual({ kind: 'here', canLeave: true });
    expect((await handler.open(false)).ok).toBe(true);
    expect(await handler.handling()).toEqual({ kind: 'elsewhere' });
  });

  it('stay elsewhere if that is what the person says', async () => {
    const handler = system();
    expect((await handler.open(false)).ok).toBe(true);
    expect(await handler.handling()).toEqual({ kind: 'elsewhere' });
  });

  it('say where the system does not go along', async () => {
    expect(await system(false).open(true)).toMatchObject({ failure: { code: 'links-unchanged' } });
  });
});

/** A home folder in which the desktop keeps its list of apps. */
function desktop(environment: NodeJS.ProcessEnv = {}) {
  const data = join(folder(), 'data');
  const applications = join(data, 'applications');
  mkdirSync(applications, { recursive: true });
  mkdirSync(join(folder(), 'config'), { recursive: true });
  const env = {
    PATH: process.env['PATH'],
    HOME: folder(),
    XDG_DATA_HOME: data,
    XDG_DATA_DIRS: join(folder(), 'none'),
    XDG_CONFIG_HOME: join(folder(), 'config'),
    ...environment,
  };
  return {
    handler: desktopHandler(env),
    env,
    add(name: string, program: string): void {
      const lines = ['[Desktop Entry]', 'Type=Application', 'Name=An app', `Exec=${program} %U`];
      const types = 'MimeType=x-scheme-handler/rigyd-desk;';
      writeFileSync(join(applications, name), [...lines, types, ''].join('\n'));
    },
  };
}

function hasXdgMime(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('xdg-mime', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('links on Linux', () => {
  it('can’t open here without an entry of this app in the list of the desktop', async () => {
    const { handler, add } = desktop({
      APPIMAGE: '/home/ada/Rigyd Desk.AppImage',
      APPDIR: dirname(process.execPath),
    });
    expect(await handler.handling()).toEqual({ kind: 'unavailable', why: 'no-entry' });
    // That of another copy starts another copy.
    add('rigyd-desk.desktop', '/opt/rigyd-desk/rigyd-desk');
    expect(await handler.handling()).toEqual({ kind: 'unavailable', why: 'no-entry' });
  });

  it('can open here where another AppImage started the app that is installed', async () => {
    const { handler, add } = desktop({ APPIMAGE: '/home/ada/Editor.AppImage', APPDIR: '/tmp/.mount_Editor' });
    add('rigyd-desk.desktop', process.execPath);
    expect(await handler.handling()).not.toMatchObject({ kind: 'unavailable' });
  });

  it('say so where the desktop has no way to change it', async () => {
    const { handler, add } = desktop({ PATH: join(folder(), 'empty') });
    add('rigyd-desk.desktop', '/opt/rigyd-desk/rigyd-desk');
    expect(await handler.open(true)).toMatchObject({ failure: { code: 'links-unchanged' } });
  });

  it.runIf(hasXdgMime())(
    'come here when the person says so, and leave only in the settings of the desktop',
    async () => {
      const { handler, add, env } = desktop();
      // An entry whose program is not there counts as none.
      for (const name of ['rigyd-desk.desktop', 'another.desktop']) add(name, process.execPath);
      execFileSync('xdg-mime', ['default', 'another.desktop', 'x-scheme-handler/rigyd-desk'], { env });
      expect(await handler.handling()).toEqual({ kind: 'elsewhere' });
      expect((await handler.open(false)).ok).toBe(true);
      expect(await handler.handling()).toEqual({ kind: 'elsewhere' });
      expect((await handler.open(true)).ok).toBe(true);
      expect(await handler.handling()).toEqual({ kind: 'here', canLeave: false });
    },
  );
});

describe('the question about links', () => {
  const setUp = async (handling: LinkHandling, askedAboutLinks = false) => {
    const { start, clock } = machine();
    const core = await start();
    core.preferences.change({ askedAboutLinks });
    const asked: string[] = [];
    askAboutLinks(core, {
      handling: async () => {
        asked.push('system');
        return handling;
      },
    });
    await clock.advance(60_000);
    return { asked, banners: core.publisher.state.banners.map(({ kind }): Banner['kind'] => kind) };
  };

  it('is asked where they open elsewhere', async () => {
    expect((await setUp({ kind: 'elsewhere' })).banners).toEqual(['links-elsewhere']);
  });

  it.each([
    { kind: 'here', canLeave: true },
    { kind: 'unavailable', why: 'no-entry' },
  ] as const)('is not asked where the answer is known: $kind', async (handling) => {
    expect((await setUp(handling)).banners).toEqual([]);
  });

  it('is asked once: after an answer not even the system is', async () => {
    expect(await setUp({ kind: 'elsewhere' }, true)).toEqual({ asked: [], banners: [] });
  });

  it('is not asked where the person answers in Settings meanwhile', async () => {
    const { start, clock } = machine();
    const core = await start();
    askAboutLinks(core, {
      handling: async () => {
        core.preferences.change({ askedAboutLinks: true });
        return { kind: 'elsewhere' };
      },
    });
    await clock.advance(60_000);
    expect(core.publisher.state.banners).toEqual([]);
  });
});
