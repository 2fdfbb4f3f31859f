import type { AssetBudget } from '../../../limits.ts';
import type { AssetFiles } from '../../../files.ts';
import type { MapUse, MapUseOf, Material, Texture } from '../../../scene.ts';
import type { Stage, StagePrim } from '../../stage.ts';
import type { Notes } from '../notes.ts';
import { mdlName, shaderId, sourceOf } from './connections.ts';
import { readOmniPbr } from './omni-pbr.ts';
import { plainMaterial, readPreviewSurface, type MaterialInMaking } from './preview-surface.ts';
import { Textures } from './textures.ts';

export interface MaterialInUse {
  /** Index of `all`. */
  index: number;
  /** The primvar that its textures take their coordinates from; null where it does not say. */
  coordinates: string | null;
}

/** Reads Material prims when they are first asked for, each once. */
export class Materials {
  readonly all: Material[] = [];
  readonly #made: MaterialInMaking[] = [];
  readonly #byPath = new Map<string, MaterialInUse | null>();
  readonly #inInstances = new Map<string, MaterialInUse>();
  readonly #stage: Stage;
  readonly #textures: Textures;
  readonly #notes: Notes;

  constructor(stage: Stage, files: AssetFiles, notes: Notes) {
    this.#stage = stage;
    this.#notes = notes;
    this.#textures = new Textures(stage.file, files, notes);
  }

  get textures(): Texture[] {
    return this.#textures.all;
  }

  /** Null for one that has no surface to draw, as a material of physics alone has. */
  use(prim: StagePrim): MaterialInUse | null {
    const known = this.#byPath.get(prim.path);
    if (known !== undefined) return known;
    const made = this.#read(prim);
    const used = made && this.#keep(prim, made);
    this.#byPath.set(prim.path, used);
    return used;
  }

  /** Reads the pictures that materials name. A map whose picture is not there goes, and its input has the fallback. */
  async readTextures(budget: AssetBudget): Promise<void> {
    await this.#textures.read(budget);
    for (const { material, fallbacks } of this.#made)
      for (const [use, { texture }] of mapsOf(material)) {
        if (this.textures[texture]?.bytes) continue;
        material.maps = Object.fromEntries(mapsOf(material).filter(([other]) => other !== use));
        fallbacks.get(use)?.();
      }
  }

  #keep(prim: StagePrim, made: MaterialInMaking): MaterialInUse {
    const { material, coordinates } = made;
    const used = { index: this.all.length, coordinates };
    if (prim.isInstanceProxy) {
      // Each instance has a path of its own to the same material.
      const content = JSON.stringify([{ ...material, path: '' }, coordinates]);
      const same = this.#inInstances.get(content);
      if (same !== undefined) return same;
      this.#inInstances.set(content, used);
    }
    this.all.push(material);
    this.#made.push(made);
    return used;
  }

  #read(prim: StagePrim): MaterialInMaking | null {
    const context = { stage: this.#stage, textures: this.#textures, notes: this.#notes };
    let unread: string | null = null;
    for (const output of surfaceOutputs(prim)) {
      const source = sourceOf(this.#stage, prim, output, this.#notes);
      if (source?.kind !== 'shader') continue;
      const { shader } = source;
      const id = shaderId(shader);
      if (id === 'UsdPreviewSurface') return readPreviewSurface(prim, shader, context);
      const mdl = mdlName(shader);
      if (mdl !== null) return readOmniPbr(prim, shader, mdl, context);
      unread ??= id.startsWith('ND_') ? `MaterialX ${id}` : id;
    }
    if (unread === null) return null;
    this.#notes.add('not-read', prim.path, unread === '' ? 'shader' : unread);
    const made = plainMaterial(prim);
    // As OpenUSD draws it: by the colour that stands beside the material.
    made.material.color = [1, 1, 1];
    made.material.usesVertexColors = true;
    return made;
  }
}

const mapsOf = ({ maps }: Material): [MapUse, MapUseOf][] => Object.entries(maps) as [MapUse, MapUseOf][];

/** `outputs:surface` and those for single renderers, those first that can be read. */
function surfaceOutputs(prim: StagePrim): string[] {
  const order = ['outputs:surface', 'outputs:glslfx:surface', 'outputs:mdl:surface'];
  const others = prim.propertyNames.filter((name) => /^outputs:[^:]+:surface$/.test(name));
  return [...new Set([...order, ...others.toSorted()])];
}
