import { found, orPassed, quantity, skipped, text, whyNot, type Rule } from '../rule.ts';
import { khronos } from '../sources.ts';

const gltfInvalid: Rule = {
  id: 'gltf-invalid',
  sources: [khronos('glTF validator')],
  thresholds: { errors: quantity(0, 'count') },
  parts: ['gltf'],
  judge: ({ gltf }) => {
    if (gltf.kind === 'unreadable' && !gltf.code.startsWith('too-'))
      return [
        found('unreadable', 'error', { part: 'gltf' }, { file: text(gltf.file), words: text(gltf.detail) }),
      ];
    if (gltf.kind !== 'read') return [whyNot(gltf, 'no-gltf')];
    const { report } = gltf.view;
    if (report === null) return [skipped('not-asked')];
    return orPassed(
      report.errors.map(({ code, count, message, place }) =>
        found(
          'invalid',
          'error',
          { part: 'gltf', ...(place === '' ? {} : { path: place }) },
          { code: text(code), errors: quantity(count, 'count'), words: text(message) },
          count,
        ),
      ),
    );
  },
};

export const gltfRules = { gltfInvalid };
