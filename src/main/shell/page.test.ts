import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { declareSchemes, pageAddress, pageFileOf, servePage } from './page.ts';

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

describe('the policy of a script', () => {
  const built = useTemporaryFolder();

  /** The policy that a file of the page is served with, by its directives. */
  async function policyOf(name: string): Promise<Record<string, string>> {
    await mkdir(dirname(join(built(), name)), { recursive: true });
    await writeFile(join(built(), name), '');
    const answer = await new Promise<{ headers?: Record<string, string> }>((resolve) =>
      servePage(
        {
          registerBufferProtocol: (_scheme, serve) => {
            serve({ url: `app://desk/${name}` } as Electron.ProtocolRequest, (given) =>
              resolve(given as { headers?: Record<string, string> }),
            );
            return true;
          },
        },
        built(),
      ),
    );
    const directives = (answer.headers?.['Content-Security-Policy'] ?? '').split('; ');
    return Object.fromEntries(directives.map((one) => one.split(/ (.*)/).slice(0, 2) as [string, string]));
  }

  it.each(['index.html', 'assets/index-Bx1.js', 'assets/mujoco-worker-Bx1.js', 'assets/workers/viewer.js'])(
    'is that of the page, which makes no code and connects to nothing: %s',
    async (name) => {
      const policy = await policyOf(name);
      expect(policy).toMatchObject({ 'default-src': "'none'", 'script-src': "'self'" });
      expect(Object.keys(policy)).not.toContain('connect-src');
      expect(Object.keys(policy)).not.toContain('worker-src');
      expect(JSON.stringify(policy)).not.toMatch(/unsafe|asset:|blob:|http/);
    },
  );

  it.each(['workers/viewer-worker-Bx1.js', 'workers/mujoco-workerless.js', 'workers/a/mujoco-worker-Bx1.js'])(
    'has a worker compile WebAssembly, and fetch files of assets and of the app: %s',
    async (name) => {
      expect(await policyOf(name)).toEqual({
        'default-src': "'none'",
        'script-src': "'self' 'wasm-unsafe-eval'",
        'connect-src': "'self' asset:",
      });
    },
  );

  it('has MuJoCo’s worker make code of text, and fetch no asset', async () => {
    expect(await policyOf('workers/mujoco-worker-B-x_1.js')).toEqual({
      'default-src': "'none'",
      'script-src': "'self' 'wasm-unsafe-eval' 'unsafe-eval'",
      'connect-src': "'self'",
    });
  });
});

it('schemes have no power that would lift a policy', () => {
  const declared: Electron.CustomScheme[] = [];
  declareSchemes({ registerSchemesAsPrivileged: (schemes) => void declared.push(...schemes) });
  expect(declared.map(({ scheme }) => scheme)).toEqual(['app', 'preview', 'asset']);
  for (const { privileges } of declared)
    expect(privileges).not.toMatchObject({ bypassCSP: true, allowServiceWorkers: true });
});
