import type { AssetPath, NumberArray, Value } from './layer.ts';
import type { Authored, Note } from '../scene.ts';

/** A composed file: every arc followed, opinions in order of strength. */
export interface Stage {
  /** The root layer, by its path among the asset's files. */
  file: string;
  metersPerUnit: Authored<number>;
  kilogramsPerUnit: Authored<number>;
  upAxis: Authored<string>;
  /** Path of the prim; null where none is named. `isMissing`: one is named that is not there. */
  defaultPrim: { path: string; isMissing: boolean } | null;
  /** Time code that values of attributes with samples and no default are taken at: the layer's start, or the first sample. */
  startTimeCode: number | null;
  /** The pseudo-root. */
  root: StagePrim;
  /** All files of layers that were read. */
  layers: string[];
  notes: Note[];
  /** Null where there is none of this path. Paths inside instances work. */
  primAt(path: string): StagePrim | null;
}

export interface StagePrim {
  /** `/World/Cube`; `/` for the pseudo-root. */
  path: string;
  name: string;
  specifier: 'def' | 'over' | 'class';
  typeName: string;
  /** Schemas applied to it, composed, in order: `PhysicsCollisionAPI`, `CollectionAPI:colliders`. */
  apiSchemas: string[];
  parent: StagePrim | null;
  /** Active, defined ones first to last. Classes and overs without a definition are there too: ask `specifier`. */
  children: StagePrim[];
  isInstance: boolean;
  /** Below an instance: several paths have the same prims. */
  isInstanceProxy: boolean;
  /** Names of all attributes and relationships that have any opinion. */
  propertyNames: string[];
  /** A field of the prim such as `kind`, strongest opinion. */
  field(name: string): Value | undefined;
  attribute(name: string): StageAttribute | null;
  /** Composed and translated to this stage's paths; empty where there is no such relationship or it names nothing. */
  targets(name: string): string[];
  /** A field of a relationship (`bindMaterialAs`). */
  relationshipField(name: string, field: string): Value | undefined;
}

export interface StageAttribute {
  typeName: string;
  /** Default, else at the stage's start; undefined where nothing is authored or it is blocked. */
  value(): Value | undefined;
  number(): number | undefined;
  bool(): boolean | undefined;
  /** Strings and tokens. */
  text(): string | undefined;
  numbers(): NumberArray | undefined;
  asset(): AssetPath | undefined;
  /** Paths of what it is connected to, in this stage. */
  connections: string[];
  field(name: string): Value | undefined;
  /** The file of the strongest opinion, which relative asset paths are resolved from. */
  file: string;
}
