import { AssetBudget, AssetError, type AssetErrorCode } from '../../../limits.ts';
import { readCrate } from '../read-crate.ts';
import { askForAll } from './ask-for-all.ts';

/** What became of a file, whatever is in it. */
export interface Outcome {
  /** Null where it was read to its last value. */
  refusal: AssetErrorCode | null;
  /** How many values the reader asked the budget for. */
  values: number;
}

/** Reads a file and unpacks every value of it. Whatever else than an {@link AssetError} is thrown by that goes through. */
export function readOrRefuse(bytes: Uint8Array): Outcome {
  const budget = new CountingBudget();
  let refusal: AssetErrorCode | null = null;
  try {
    askForAll(readCrate(bytes, 'a.usdc', budget));
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    refusal = error.code;
  }
  return { refusal, values: budget.values };
}

/** A budget that says how many values it was asked for. */
export class CountingBudget extends AssetBudget {
  values = 0;

  override addValues(count: number): void {
    super.addValues(count);
    this.values += count;
  }
}
