import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** This process; on Linux a priority is that of a single thread, and V8 has some before any script runs. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}

/** Lets everything else on this machine go first, as far as the system allows it. Threads of later take after their makers. */
export function lowerPriority(set: typeof setPriority = setPriority): void {
  for (const thread of threads()) {
    try {
      set(thread, constants.priority.PRIORITY_LOW);
    } catch {
      // It has ended, or the system does not let it: it works all the same.
    }
  }
}
