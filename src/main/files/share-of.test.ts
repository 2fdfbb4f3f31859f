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

describe('homes on a partition of their own', () => {
  it.each(['/home', '/home/ada', '/var/home', '/var'])(
    'are not one place where %s is mounted: a folder in there may be a link to a share',
    (place) => {
      const mounts = readMounts(`60 28 0:25 /home ${place} rw,relatime - btrfs /dev/nvme0n1p3 rw`);
      const home = place.startsWith('/var') ? '/var/home/ada' : '/home/ada';
      const shareIn = (path: string): string => shareOf(`${home}/${path}`, 'linux', mounts);
      expect(shareIn('NAS/Rigyd/chair')).toBe(`${home}/NAS`);
      expect(shareIn('Downloads/Rigyd/chair')).toBe(`${home}/Downloads`);
    },
  );

  it('are one place where they lie on another machine', () => {
    const mounts = readMounts('60 28 0:25 / /home rw - nfs4 server:/home rw,vers=4.2');
    expect(shareOf('/home/ada/Downloads/Rigyd', 'linux', mounts)).toBe('/home');
  });
});
