import type { AssetBudget } from '../../limits.ts';
import type { Layer } from '../layer.ts';
import { ByteReader } from './byte-reader.ts';
import { LayerBuilder } from './layer-builder.ts';
import { readTables } from './tables.ts';

/**
 * Reads a crate file (`.usdc`, and most `.usd`) of version 0.4.0 to 0.13. What is in it is known from OpenUSD's crateFile.cpp and
 * the AOUSD core specification. Values are unpacked when they are asked for; the layer keeps `bytes` for that.
 *
 * @param bytes the whole file
 * @param file its path among the asset's files, for messages
 * @throws {AssetError} where it is damaged, of another version, or larger than the budget allows
 */
export function readCrate(bytes: Uint8Array, file: string, budget: AssetBudget): Layer {
  const tables = readTables(new ByteReader(bytes, file), budget);
  return new LayerBuilder(bytes, file, tables, budget).build();
}
