import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../lib/files.mjs';
import { inProject } from '../lib/project.mjs';
import { components, textOf } from './compiled-in.mjs';

describe.each(components)('$name', (component) => {
  const [own = ''] = component.texts;

  it('has a text of its own that says who made it', () => {
    expect(readFileSync(inProject(own), 'utf8')).toMatch(
      /^(?:.*Copyright (?:\(c\)|©)? ?\d{4}|Original code by )/m,
    );
    const others = components.filter((other) => other !== component);
    expect(others.map(({ texts }) => texts[0])).not.toContain(own);
  });

  it('comes with the whole licence where its own text refers to it', () => {
    expect(textOf(component).includes('TERMS AND CONDITIONS FOR USE')).toBe(
      component.licence === 'Apache-2.0',
    );
  });

  const { seen } = component;
  if (seen === undefined) return;
  it('is in the compiled code of the package', () => {
    const compiled = component.within.flatMap((place) => {
      const folder = inProject('node_modules', place);
      return filesIn(folder).flatMap((file) => (/\.(?:wasm|node)$/.test(file) ? [`${folder}/${file}`] : []));
    });
    expect(compiled).not.toEqual([]);
    expect(compiled.some((file) => seen.test(readFileSync(file, 'latin1')))).toBe(true);
  });
});

it('no text is kept that nothing is under', () => {
  const used = new Set(components.flatMap(({ texts }) => texts));
  const folder = 'scripts/build/licence-texts';
  expect(readdirSync(inProject(folder)).filter((name) => !used.has(`${folder}/${name}`))).toEqual([]);
});
