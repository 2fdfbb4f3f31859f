import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** All modules that a module loads at once, itself included; packages by their names. */
function loadedBy(module: string): Set<string> {
  const loaded = new Set([module]);
  for (const path of loaded) {
    if (!existsSync(path)) continue;
    const source = readFileSync(path, 'utf8');
    for (const [, names = '', from = ''] of source.matchAll(
      /^(?:import|export) ([^'();]*?)from '([^']+)';/gm,
    ))
      if (!names.startsWith('type ')) loaded.add(from.startsWith('.') ? join(dirname(path), from) : from);
  }
  return loaded;
}

it('main loads no schemas, and nothing of what the app consists of, before the window is painted', () => {
  const loaded = loadedBy(join(import.meta.dirname, 'index.ts'));
  expect(loaded).toContain(join(import.meta.dirname, 'shell', 'main-window.ts'));
  expect(loaded).not.toContain('zod');
  expect(loaded).not.toContain(join(import.meta.dirname, 'join-app.ts'));
  expect(loaded).not.toContain(join(import.meta.dirname, 'shell', 'put-away.ts'));
  expect(loaded).not.toContain(join(import.meta.dirname, 'shell', 'tray-host.ts'));
});
