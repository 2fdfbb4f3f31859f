import { describe, expect, it } from 'vitest';
import { parseFpmArguments } from './fpm-arguments.mjs';

/** As electron-builder 26 calls fpm. */
const args = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libasound2t64 | libasound2'],
  ...['--deb-recommends', 'gnome-keyring', '--deb-compression', 'xz', '--architecture', 'amd64'],
  ...['--after-install', '/tmp/after-install', '--after-remove', '/tmp/after-remove'],
  ...['--description', 'Watches jobs\n Until they are done\n\n and then', '--version', '1.0.0~beta'],
  ...['--package', '/dist/a.deb', '--name', 'rigyd-desk', '--maintainer', 'A <a@b>', '--vendor', 'A'],
  ...['--url', 'https://a.b', '--category', 'graphics', '--deb-priority', 'optional'],
  '/made here/app/=/opt/Rigyd Desk',
  '/made here/a=b.xml=/usr/share/b.xml',
];

describe('arguments of fpm', () => {
  it('become the control file of a deb', () => {
    expect(parseFpmArguments(args).fields).toEqual({
      Package: 'rigyd-desk',
      Version: '1.0.0~beta',
      Vendor: 'A',
      Architecture: 'amd64',
      Maintainer: 'A <a@b>',
      Depends: 'libnss3, libasound2t64 | libasound2',
      Recommends: 'gnome-keyring',
      Section: 'graphics',
      Priority: 'optional',
      Homepage: 'https://a.b',
      Description: 'Watches jobs\n Until they are done\n .\n and then',
    });
  });

  it('say last what counts, where they say something twice', () => {
    expect(parseFpmArguments([...args, '--description', 'Another']).fields['Description']).toBe('Another');
  });

  it('say what lies where, also with an equals sign in its name', () => {
    expect(parseFpmArguments(args)).toMatchObject({
      file: '/dist/a.deb',
      scripts: { postinst: '/tmp/after-install', postrm: '/tmp/after-remove' },
      content: [
        { source: '/made here/app/', target: '/opt/Rigyd Desk' },
        { source: '/made here/a=b.xml', target: '/usr/share/b.xml' },
      ],
    });
  });

  it('are refused where they are unknown, of another kind, or missing', () => {
    expect(() => parseFpmArguments([...args, '--rpm-os', 'linux'])).toThrow('--rpm-os');
    expect(() => parseFpmArguments(args.map((each) => (each === 'deb' ? 'rpm' : each)))).toThrow(
      'only a deb',
    );
    expect(() => parseFpmArguments(args.slice(0, 5))).toThrow('--package is missing');
  });
});
