import { expect, it } from 'vitest';
import { unusedMembers } from './unused-members.mjs';

const queue = `
export interface Options { onEnd: () => void; onStart?: () => void }
export class Queue {
  #jobs = [];
  get size() { return this.#jobs.length; }
  get isEmpty() { return this.size === 0; }
  clear() {}
  override toJSON() {}
}`;

it('a member that no file names but its own declaration is unused', () => {
  const other = "import { Queue } from './queue.ts'; export const open = (queue: Queue) => queue.clear();";
  expect(
    unusedMembers(
      new Map([
        ['queue.ts', queue],
        ['open.ts', other],
      ]),
    ),
  ).toEqual(['queue.ts:2 Options.onEnd', 'queue.ts:2 Options.onStart', 'queue.ts:6 Queue.isEmpty']);
});

it.each([
  ['in a component', 'List.svelte', '{#if queue.isEmpty}None{/if}'],
  ['taken out of an object', 'a.ts', 'const { isEmpty } = queue;'],
  ['by a text', 'a.ts', "const key = queue['isEmpty'];"],
])('a member may be named %s', (_how, file, text) => {
  const sources = new Map([
    ['queue.ts', queue],
    [file, text],
  ]);
  expect(unusedMembers(sources).some((where) => where.endsWith('isEmpty'))).toBe(false);
});
