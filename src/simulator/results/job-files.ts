import type { JobSpec } from '../jobs/spec-input.ts';
import { modelFor } from '../shapes/catalogue.ts';
import { joined } from '../shapes/mesh.ts';
import type { Model } from '../shapes/model.ts';
import { pngOf, TEXTURE_PNG_SIZE, texturePng } from '../textures/texture.ts';
import { gifBytes, stillOf } from './gif.ts';
import { glbBytes } from './glb.ts';
import { fileStem } from './names.ts';
import { objText, stlBytes } from './obj.ts';
import { mjcfEntries, mjcfFiles } from './package-files.ts';
import { simLog } from './sim-log.ts';
import { usdText } from './usd.ts';
import { storedZipSize, zipOf } from './zip.ts';

/** Where the camera stands for each picture of a multi-view job; radians. The first is also a single picture's. */
const AZIMUTHS = [-Math.PI / 2, 0, Math.PI / 2, Math.PI];
const THREE_QUARTERS = -1;

/** The folders on the assets host that a job's files lie in. */
export type Section = 'input' | 'preprocess' | 'output';

/** The names of the files that a completed job has on the assets host. */
export interface FileNames {
  readonly inputModel: string | null;
  readonly inputImages: readonly string[];
  readonly intermediateGlb: string;
  readonly model: string;
  readonly textures: readonly string[];
  readonly mjcfPackage: string;
  readonly simGif: string;
  readonly simLog: string;
}

export const modelOf = (spec: JobSpec): Model => modelFor(spec.filename);
export const stemOf = (spec: JobSpec): string => fileStem(spec.filename);

export function fileNames(spec: JobSpec): FileNames {
  const stem = stemOf(spec);
  const hasModel = spec.type === 'glb_to_simready' || spec.type === 'simulate_usd';
  return {
    inputModel: hasModel ? spec.filename : null,
    inputImages: spec.imageNames,
    intermediateGlb: `${stem}.glb`,
    model: `${stem}.usd`,
    textures: modelOf(spec).materials.map((one) => `${one.name}.png`),
    mjcfPackage: `${stem}-mjcf.zip`,
    simGif: `${stem}-${spec.scene ?? 'demo'}.gif`,
    simLog: `${stem}-${spec.scene ?? 'demo'}.log`,
  };
}

const sizes = new Map<string, { model: number; mjcfPackage: number }>();

/** The bytes of the two files whose size a job tells; remembered, as lists of jobs ask for many. */
export function fileSizes(spec: JobSpec): { readonly model: number; readonly mjcfPackage: number } {
  const model = modelOf(spec);
  const stem = stemOf(spec);
  const key = `${model.name}/${stem}`;
  const known = sizes.get(key) ?? {
    model: Buffer.byteLength(usdText(model, stem)),
    mjcfPackage: storedZipSize(mjcfEntries(model, stem, () => ({ length: TEXTURE_PNG_SIZE }))),
  };
  sizes.set(key, known);
  return known;
}

/** One file of a job, or null when it has none of that name. Says nothing about whether the job is that far yet. */
export async function fileBytes(spec: JobSpec, section: Section, name: string): Promise<Buffer | null> {
  const names = fileNames(spec);
  const model = modelOf(spec);
  if (section === 'preprocess') return name === names.intermediateGlb ? glbBytes(model, stemOf(spec)) : null;
  if (section === 'input') {
    const image = names.inputImages.indexOf(name);
    if (image >= 0) return pngOf(stillOf(model, azimuthOf(image, names.inputImages.length)), 2);
    return name === names.inputModel ? inputBytes(model, name) : null;
  }
  return outputBytes(spec, model, names, name);
}

async function outputBytes(
  spec: JobSpec,
  model: Model,
  names: FileNames,
  name: string,
): Promise<Buffer | null> {
  const stem = stemOf(spec);
  const scene = spec.scene ?? 'demo';
  if (spec.type === 'simulate_usd') {
    if (name === names.simGif) return gifBytes(model, scene);
    return name === names.simLog ? Buffer.from(simLog(model, stem, scene)) : null;
  }
  if (name === names.model) return Buffer.from(usdText(model, stem));
  if (name === names.mjcfPackage && spec.hasMjcf) return zipOf(mjcfFiles(model, stem), { store: true });
  const material = model.materials.find((one) => `${one.name}.png` === name);
  return material === undefined ? null : texturePng(material);
}

/** An input file of a kind that can really be made here; of other kinds there is none to show. */
async function inputBytes(model: Model, name: string): Promise<Buffer | null> {
  const stem = fileStem(name);
  const whole = joined(...model.parts.map((part) => part.mesh));
  if (/\.glb$/i.test(name)) return glbBytes(model, stem);
  if (/\.obj$/i.test(name)) return Buffer.from(objText(whole, stem));
  if (/\.stl$/i.test(name)) return stlBytes(whole);
  return /\.usda?$/i.test(name) ? Buffer.from(usdText(model, stem)) : null;
}

function azimuthOf(image: number, count: number): number {
  return count === 1 ? THREE_QUARTERS : (AZIMUTHS[image] ?? THREE_QUARTERS);
}
