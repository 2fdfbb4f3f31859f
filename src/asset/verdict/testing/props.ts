import { AssetBudget } from '../../limits.ts';
import { nodeDecoders } from '../../testing/gltf-decoders.ts';
import { MemoryFiles } from '../../testing/memory-files.ts';
import { nodeMujoco } from '../../testing/node-mujoco.ts';
import { validateGltf } from '../../gltf/validate-gltf.ts';
import { sentenceOf, verdictWords } from '../../../shared/words/verdict.ts';
import type { RuleWords } from '../../../shared/words/verdict/rule-words.ts';
import { judgeAsset } from '../judge-asset.ts';
import type { Finding, RuleId, Verdict } from '../verdict.ts';

export type Files = Record<string, string | Uint8Array>;

/** What is said of files of an asset, by all that can be asked. */
export async function verdictOn(files: Files): Promise<Verdict> {
  const verdict = await judgeAsset(new MemoryFiles(files), new AssetBudget(), {
    mujoco: nodeMujoco,
    validateGltf,
    decoders: nodeDecoders(),
  });
  checkWords(verdict);
  return verdict;
}

/** Each case that any test finds has words, and all that they need. */
function checkWords({ findings, notJudged }: Verdict): void {
  for (const finding of findings) {
    const words: RuleWords = verdictWords.rules[finding.rule];
    const isKnown = Object.hasOwn(words.findings, finding.kind);
    const sentence = sentenceOf(finding);
    if (!isKnown || /–|NaN|undefined/.test(sentence))
      throw new Error(`words of ${finding.rule} ${finding.kind}: ${sentence}`);
  }
  for (const { rule, reason, detail } of notJudged)
    if (reason === 'failed') throw new Error(`${rule}: ${detail ?? ''}`);
}

/** A file of USD text without its first line; `others` are beside it. */
export const filesOfUsd = (text: string, others: Files = {}): Files => ({
  'prop/prop.usda': `#usda 1.0\n${text}`,
  ...Object.fromEntries(Object.entries(others).map(([path, file]) => [`prop/${path}`, file])),
});

export const filesOfMjcf = (xml: string, others: Files = {}): Files => ({ ...others, 'prop.xml': xml });

export const verdictOnUsd = (...usd: Parameters<typeof filesOfUsd>): Promise<Verdict> =>
  verdictOn(filesOfUsd(...usd));

export const verdictOnMjcf = (...mjcf: Parameters<typeof filesOfMjcf>): Promise<Verdict> =>
  verdictOn(filesOfMjcf(...mjcf));

/** What one rule found: kinds, in the order of the verdict. */
export const kindsOf = ({ findings }: Verdict, rule: RuleId): string[] =>
  findings.filter((finding) => finding.rule === rule).map(({ kind }) => kind);

/** A finding that is there. */
export function findingOf({ findings }: Verdict, rule: RuleId, kind?: string): Finding {
  const finding = findings.find((one) => one.rule === rule && (kind ?? one.kind) === one.kind);
  if (finding === undefined)
    throw new Error(
      `no ${rule} ${kind ?? ''} among ${findings.map((one) => `${one.rule} ${one.kind}`).join(', ')}`,
    );
  return finding;
}

/** Places of a finding by their paths. */
export const pathsOf = ({ places }: Finding): string[] => places.map(({ path }) => path);

/** A number of the evidence. */
export function numberOf({ evidence }: Finding, name: string): number {
  const quantity = evidence[name];
  if (quantity === undefined || !('value' in quantity)) throw new Error(`no number ${name}`);
  return quantity.value;
}

/** Whether a rule had something to look at, and why not. */
export const isJudged = ({ judged }: Verdict, rule: RuleId): boolean => judged.includes(rule);
export const reasonsOf = ({ notJudged }: Verdict, rule: RuleId): string[] =>
  notJudged.filter((one) => one.rule === rule).map(({ reason }) => reason);

/** The header of a layer in metres, Z up, whose default prim is `Prop`. */
export const header = (more = 'metersPerUnit = 1\n  upAxis = "Z"'): string =>
  `(\n  defaultPrim = "Prop"\n  ${more}\n)\n`;

/** Applied schemas, as a prim's metadata. */
export const apis = (...names: string[]): string =>
  `(prepend apiSchemas = [${names.map((name) => `"Physics${name}API"`).join(', ')}])`;

/** A body called `Prop` that no rule finds anything about: a cube of half a metre, 100 kg. */
export interface PropParts {
  header?: string;
  /** Metadata of the body. */
  api?: string;
  /** What the body says of itself. */
  body?: string;
  collider?: string;
  visual?: string;
  material?: string;
  /** Beside the body. */
  beside?: string;
  /** More in the body. */
  more?: string;
}

export const material = (inner = ''): string => `def Material "Rubber" ${apis('Material')} {
    float physics:staticFriction = 0.6
    float physics:dynamicFriction = 0.5
    float physics:restitution = 0.2
    ${inner}
  }`;

export const binding = 'rel material:binding:physics = </Prop/Rubber>';

export const cubeCollider = (inner = '', size = 0.5): string => `def Cube "Collider" ${apis('Collision')} {
    double size = ${size}
    uniform token purpose = "guide"
    ${binding}
    ${inner}
  }`;

export const cubeVisual = (inner = '', size = 0.5): string => `def Cube "Visual" {
    double size = ${size}
    ${inner}
  }`;

export const prop = (parts: PropParts = {}): string => `${parts.header ?? header()}
def Xform "Prop" ${parts.api ?? apis('RigidBody', 'Mass')} {
  ${parts.body ?? 'float physics:mass = 100'}
  ${parts.material ?? material()}
  ${parts.collider ?? cubeCollider()}
  ${parts.visual ?? cubeVisual()}
  ${parts.more ?? ''}
}
${parts.beside ?? ''}
`;

/** What a rule finds in the good prop with other parts. */
export const kindsIn = async (rule: RuleId, parts: PropParts): Promise<string[]> =>
  kindsOf(await verdictOnUsd(prop(parts)), rule);
