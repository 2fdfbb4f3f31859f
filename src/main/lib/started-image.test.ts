import { describe, expect, it } from 'vitest';
import { startedImage } from './started-image.ts';

const env = { APPIMAGE: '/home/ann/My apps/desk.AppImage', APPDIR: '/tmp/.mount_deskX' };

describe('the AppImage that was started', () => {
  it('is the one whose folder the program runs from', () => {
    expect(startedImage(env, '/tmp/.mount_deskX/rigyd-desk')).toBe(env.APPIMAGE);
    expect(startedImage(env, '/tmp/.mount_deskX/usr/lib/rigyd-desk')).toBe(env.APPIMAGE);
  });

  it('is none where another AppImage started a program that is installed', () => {
    expect(startedImage(env, '/opt/Rigyd Desk/rigyd-desk')).toBeNull();
    expect(startedImage(env, '/tmp/.mount_deskXY/rigyd-desk')).toBeNull();
  });

  it('is none where the variables are missing, or name no place', () => {
    expect(startedImage({}, '/opt/rigyd-desk')).toBeNull();
    expect(startedImage({ ...env, APPDIR: undefined }, '/tmp/.mount_deskX/rigyd-desk')).toBeNull();
    expect(startedImage({ ...env, APPIMAGE: 'desk.AppImage' }, '/tmp/.mount_deskX/rigyd-desk')).toBeNull();
  });
});
