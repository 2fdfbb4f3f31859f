import type { Note, Texture } from '../../scene.ts';
import { imageSize } from '../image-size.ts';
import {
  each,
  found,
  ofGeometry,
  ofUsd,
  orPassed,
  passed,
  quantity,
  text,
  whyNot,
  type Outcome,
  type Rule,
} from '../rule.ts';
import { omniverse, simReady } from '../sources.ts';
import type { Part } from '../verdict.ts';

/** Pixels on a side, which no graphics card takes more of. */
const largestSide = 16_384;

const lostTexture: Rule = {
  id: 'lost-texture',
  sources: [
    omniverse('MissingReferenceChecker', 'missing reference'),
    omniverse('AnchoredAssetPathsChecker', 'anchored asset paths'),
    simReady('VM.TEX.001', 'texture size'),
  ],
  thresholds: { side: quantity(largestSide, 'px') },
  parts: ['usd', 'gltf'],
  judge: ofGeometry(({ part, scene }) => {
    const notes = new Map(scene.notes.toReversed().map((note) => [note.detail, note]));
    return each(scene.textures, 'no-texture', (texture) =>
      textureProblems(part, texture, notes.get(texture.reference)),
    );
  }),
};

/** What keeps a layer out of a stage, by the code of its note. */
const layerKinds: Partial<Record<Note['code'], string>> = {
  'missing-file': 'missing',
  'outside-file': 'outside',
  damaged: 'damaged',
  cycle: 'cycle',
};

const missingLayer: Rule = {
  id: 'missing-layer',
  sources: [omniverse('MissingReferenceChecker', 'missing reference')],
  thresholds: {},
  parts: ['usd'],
  judge: ({ usd }) => {
    if (usd.kind === 'unreadable' && !usd.code.startsWith('too-')) {
      const evidence = { file: text(usd.file), detail: text(usd.detail) };
      return [found('unreadable', 'error', { part: 'usd' }, evidence)];
    }
    if (usd.kind !== 'read') return [whyNot(usd, 'no-usd')];
    return orPassed(
      usd.view.stage.notes.flatMap(({ code, place, detail }) => {
        const kind = layerKinds[code];
        if (kind === undefined) return [];
        return [found(kind, 'error', { part: 'usd', path: place }, { layer: text(detail) })];
      }),
    );
  },
};

const noDefaultPrim: Rule = {
  id: 'no-default-prim',
  sources: [simReady('HI.004', 'stage-has-default-prim')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd(({ stage: { defaultPrim } }) => {
    if (defaultPrim === null) return [found('none', 'error', { part: 'usd' })];
    const evidence = { path: text(defaultPrim.path) };
    return [defaultPrim.isMissing ? found('missing', 'error', { part: 'usd' }, evidence) : passed];
  }),
};

export const fileRules = { lostTexture, missingLayer, noDefaultPrim };

function textureProblems(part: Part, texture: Texture, note: Note | undefined): Outcome[] {
  const { reference, bytes, pixels } = texture;
  const where = { part, ...(note === undefined ? {} : { path: note.place }) };
  const evidence = { file: text(reference) };
  if (bytes === null && pixels === null) {
    const kind =
      note?.code === 'outside-file' ? 'outside' : note?.code === 'missing-file' ? 'missing' : 'broken';
    return [found(kind, 'error', where, evidence)];
  }
  const outcomes: Outcome[] = [];
  if (texture.path !== null && /(?:^|[/\\])\.\.[/\\]/.test(reference))
    outcomes.push(found('upwards', 'warning', where, evidence));
  const { width, height } = pixels ?? (bytes && imageSize(bytes)) ?? { width: 0, height: 0 };
  const side = Math.max(width, height);
  if (side > largestSide)
    outcomes.push(found('large', 'warning', where, { ...evidence, side: quantity(side, 'px') }, side));
  return outcomes;
}
