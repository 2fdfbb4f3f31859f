import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageAddress, pageFileOf } from './page.ts';

const folder = join('/opt', 'rigyd desk', 'renderer');
const fileOf = (url: string) => pageFileOf(new URL(url), folder);

describe('the address of the page', () => {
  it('is of the scheme of its own', () => {
    expect(pageAddress(undefined, false)).toEqual({ url: 'app://desk/index.html', origin: 'app://desk' });
  });

  it('is the development server where there is one', () => {
    expect(pageAddress('http://localhost:5173/', false)).toEqual({
      url: 'http://localhost:5173/',
      origin: 'http://localhost:5173',
    });
  });

  it.each([
    'http://pages.example/',
    'http://localhost.example/',
    'https://127.0.0.1.example/',
    'http://localhost@pages.example/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript://localhost/%0aalert(1)',
    'localhost:5173',
    '',
  ])('is never %s', (server) => {
    expect(pageAddress(server, false).origin).toBe('app://desk');
  });

  it('is no development server in a packaged app', () => {
    expect(pageAddress('http://localhost:5173/', true).origin).toBe('app://desk');
  });

  it('leads to a file of the page', () => {
    expect(fileOf(pageAddress(undefined, false).url)?.path).toBe(join(folder, 'index.html'));
  });
});

describe('a file of the page', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/index-Bx1.js', 'text/javascript; charset=utf-8'],
    ['assets/index.css', 'text/css; charset=utf-8'],
    ['assets/inter.woff2', 'font/woff2'],
    ['icon.svg', 'image/svg+xml'],
    ['icon.png', 'image/png'],
    ['assets/physics.wasm', 'application/wasm'],
  ])('is announced as what it is: %s', (name, contentType) => {
    expect(fileOf(`app://desk/${name}`)).toEqual({ path: join(folder, name), contentType });
  });

  it('may have a name that a URL must escape, and a query', () => {
    expect(fileOf('app://desk/with%20space.js?v=1#x')?.path).toBe(join(folder, 'with space.js'));
  });

  it.each([
    ['of another host', 'app://other/index.html'],
    ['of no host', 'app:///index.html'],
    ['outside of the folder', 'app://desk/..%2f..%2fsecret.js'],
    ['in a folder beside it that begins alike', 'app://desk/..%2frenderer-old/index.html'],
    ['that is the folder itself', 'app://desk/'],
    ['of a kind that no page has', 'app://desk/index.js.map'],
    ['without any kind', 'app://desk/LICENSE'],
    ['with an escape that is none', 'app://desk/%zz.js'],
  ])('is none %s', (_what, url) => {
    expect(fileOf(url)).toBeNull();
  });
});
