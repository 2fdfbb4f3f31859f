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
  /** Time code that values of attributes with samples and no default are taken at; null: at the first sample of each. */
  startTimeCode: number | null;
  /** The pseudo-root. */
  root: StagePrim;
  /** All files of layers that were read, the root layer first. */
  layers: string[];
  /** More may come while properties are read: of targets, say, that no arc leads to. */
  notes: Note[];
  /** Null where there is none of this path. Paths inside instances work. */
  primAt(path: string): StagePrim | null;
}

export interface StagePrim {
  /** `/World/Cube`; `/` for the pseudo-root. */
  path: string;
  name: string;
  /**
   * The same for all prims below instances of the same things, whose opinions are one: what is worked out of one (not its
   * path, its targets or what it inherits from above) holds for the others.
   */
  source: object;
  specifier: 'def' | 'over' | 'class';
  typeName: string;
  /** Schemas applied to it, composed, in order: `PhysicsCollisionAPI`, `CollectionAPI:colliders`. */
  apiSchemas: string[];
  parent: StagePrim | null;
  /** Active, defined ones first to last. Classes and overs without a definition are there too: ask `specifier`. */
  children: StagePrim[];
  isInstance: boolean;
  /** Below an instance: several paths have the same prims. They count to the budget once they are asked for. */
  isInstanceProxy: boolean;
  /** Names of all attributes and relationships that have any opinion. */
  propertyNames: string[];
  /** A field of the prim such as `kind`, strongest opinion; dictionaries of all opinions in one. */
  field(name: string): Value | undefined;
  attribute(name: string): StageAttribute | null;
  /** Composed and translated to this stage's paths; empty where there is no such relationship or it names nothing. */
  targets(name: string): string[];
  /** A field of a relationship (`bindMaterialAs`). */
  relationshipField(name: string, field: string): Value | undefined;
}

export interface StageAttribute {
  typeName: string;
  /**
   * What the strongest opinion with any value says: its default, else its sample at the stage's start. Undefined where nothing
   * is authored, or it is blocked.
   */
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
  /** The file of the opinion that the value is of, which its asset paths are resolved from (`assetCandidates`). */
  file: string;
}
