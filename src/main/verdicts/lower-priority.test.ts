import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { expect, it } from 'vitest';
import { lowerPriority } from './lower-priority.ts';

it.runIf(process.platform === 'linux')('is lowered for every thread that there is', () => {
  const lowered: number[] = [];
  lowerPriority((thread: number, priority?: number) => {
    expect(priority).toBe(constants.priority.PRIORITY_LOW);
    lowered.push(thread);
    // One that has ended meanwhile keeps no other from it.
    throw new Error('no such process');
  });
  expect(lowered).toContain(process.pid);
  expect(lowered.length).toBeGreaterThan(1);
  expect(lowered).toEqual(expect.arrayContaining(readdirSync('/proc/self/task').map(Number)));
});
