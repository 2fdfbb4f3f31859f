import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { useHangingDisk } from '../testing/hanging-disk.ts';
import { autostartFile, loginItem } from './login-item.ts';

const folder = useTemporaryFolder();
const entry = (): string => join(folder(), 'autostart', 'rigyd-desk.desktop');

describe('starting at login on Linux', () => {
  it('is off at first, and comes and goes with a file', async () => {
    const login = autostartFile(folder(), ['/opt/Rigyd Desk/rigyd-desk']);
    expect(await login.isOn()).toBe(false);
    expect(await login.set(true)).toEqual({ ok: true, value: null });
    expect(await login.isOn()).toBe(true);
    expect(readFileSync(entry(), 'utf8')).toContain('\nExec="/opt/Rigyd Desk/rigyd-desk" "--hidden"\n');
    expect(readdirSync(join(folder(), 'autostart'))).toEqual(['rigyd-desk.desktop']);
    expect(await login.set(false)).toEqual({ ok: true, value: null });
    expect(await login.isOn()).toBe(false);
    expect(existsSync(entry())).toBe(false);
    expect((await login.set(false)).ok).toBe(true);
  });

  it('is nothing to a desktop once the program is removed', async () => {
    await autostartFile(folder(), ['/opt/Rigyd Desk\\2/rigyd-desk', '/app']).set(true);
    expect(readFileSync(entry(), 'utf8')).toContain('\nTryExec=/opt/Rigyd Desk\\\\2/rigyd-desk\n');
  });

  it('quotes what a shell would take for something else', async () => {
    await autostartFile(folder(), ['/a"b$c`d\\e%f']).set(true);
    expect(readFileSync(entry(), 'utf8')).toContain('Exec="/a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f" "--hidden"');
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false', 'hidden = True'])(
    'is off where the desktop noted %s',
    async (line) => {
      const login = autostartFile(folder(), ['/opt/rigyd-desk']);
      await login.set(true);
      writeFileSync(entry(), `${readFileSync(entry(), 'utf8')}${line}\n`);
      expect(await login.isOn()).toBe(false);
    },
  );

  it('is off where it would start a copy of the app that was moved since, and can be set anew', async () => {
    await autostartFile(folder(), ['/home/ada/Downloads/rigyd-desk.AppImage']).set(true);
    const moved = autostartFile(folder(), ['/home/ada/Apps/rigyd-desk.AppImage']);
    expect(await moved.isOn()).toBe(false);
    await moved.set(true);
    expect(await moved.isOn()).toBe(true);
  });

  it('says why it cannot be set', async () => {
    writeFileSync(join(folder(), 'autostart'), 'a file where a folder belongs');
    const login = autostartFile(folder(), ['/opt/rigyd-desk']);
    expect(await login.set(true)).toMatchObject({ ok: false, failure: { code: 'folder-unavailable' } });
    expect(await login.isOn()).toBe(false);
  });

  it('leaves nothing half-written behind', async () => {
    mkdirSync(entry(), { recursive: true });
    expect((await autostartFile(folder(), ['/opt/rigyd-desk']).set(true)).ok).toBe(false);
    expect(readdirSync(join(folder(), 'autostart'))).toEqual(['rigyd-desk.desktop']);
  });
});

describe('starting at login on a disk that does not answer', () => {
  const disk = useHangingDisk();

  it('is neither on nor off, and says so when it is set', async () => {
    disk().hang();
    const login = autostartFile(folder(), ['/opt/rigyd-desk'], disk().files);
    const isOn = login.isOn();
    await disk().giveUp();
    expect(await isOn).toBeNull();
    expect(await login.set(true)).toMatchObject({ ok: false, failure: { code: 'folder-silent' } });
    expect(await login.set(false)).toMatchObject({ ok: false, failure: { code: 'folder-silent' } });
    await disk().answer();
    expect(await login.isOn()).toBe(false);
  });
});

describe('starting at login elsewhere', () => {
  it('is what the system says, and starts to the tray', async () => {
    const told: unknown[] = [];
    const system = {
      getLoginItemSettings: (options?: unknown) => {
        told.push(options);
        return { openAtLogin: true } as ReturnType<Electron.App['getLoginItemSettings']>;
      },
      setLoginItemSettings: (settings: unknown) => void told.push(settings),
    };
    const login = loginItem(system, ['/app']);
    expect(await login.isOn()).toBe(true);
    expect(await login.set(false)).toEqual({ ok: true, value: null });
    const args = ['/app', '--hidden'];
    expect(told).toEqual([{ args }, { openAtLogin: false, args }]);
  });
});
