import { describe, expect, it } from 'vitest';
import { readMounts, shareOf } from './share-of.ts';

describe('what stops answering together', () => {
  const mounts = ['/mnt/nas/inner', '/mnt/nas'];

  it.each([
    ['/mnt/nas/Rigyd/chair/a.usd', '/mnt/nas'],
    ['/mnt/nas', '/mnt/nas'],
    ['/mnt/nas/inner/x', '/mnt/nas/inner'],
    ['/mnt/nas2/Rigyd/chair', '/mnt/nas2/Rigyd'],
    ['/home/ada/Downloads/Rigyd/chair', '/home/ada/Downloads'],
    ['/home/ada', '/home/ada'],
    ['/', '/'],
  ])('is of %s the share or the folder %s', (path, share) => {
    expect(shareOf(path, 'linux', mounts)).toBe(share);
  });

  it('is a volume on macOS', () => {
    expect(shareOf('/Volumes/NAS/Rigyd/chair', 'darwin', [])).toBe('/Volumes/NAS');
  });
});

it('takes shares and sticks from the list of what is mounted, the innermost first', () => {
  const mountinfo = [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '40 22 0:44 / /mnt/nas rw shared:2 - nfs4 nas:/data rw,vers=4.2',
    '41 40 0:45 / /mnt/nas/my\\040films rw - cifs //nas/films rw',
    '42 22 0:46 / /home/ada/remote rw - fuse.sshfs ada@host:/ rw',
    '43 22 8:2 / /media/ada/stick rw - vfat /dev/sdb1 rw',
    '44 22 8:3 / /home rw - ext4 /dev/sda2 rw',
    '45 22 0:47 / /net rw - autofs /etc/auto.net rw',
    '',
  ].join('\n');
  expect(readMounts(mountinfo)).toEqual([
    '/mnt/nas/my films',
    '/home/ada/remote',
    '/media/ada/stick',
    '/mnt/nas',
    '/net',
  ]);
});
