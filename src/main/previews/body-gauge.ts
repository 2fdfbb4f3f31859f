import type { Failure } from '../../shared/errors.ts';
import { contentTypeOf, headBytes } from './content-type.ts';
import type { SlotRules } from './preview-slots.ts';

export const notShown: Failure = { code: 'not-previewable', text: 'It is not of a kind that can be shown.' };

export const tooLarge = ({ maxBytes }: SlotRules): Failure => ({
  code: 'too-large',
  text: `More than ${maxBytes / 1024 / 1024} MB are not shown.`,
});

/** Watches a body on its way to the disk. */
export interface BodyGauge {
  /** Lets through what keeps to the rules, and breaks off where it does not. Of a text to be cut, one byte too many. */
  stream: TransformStream<Uint8Array, Uint8Array>;
  /** Why it broke off; null if it did not. */
  failure(): Failure | null;
  /** Bytes let through. */
  passed(): number;
}

/** Looks at the first bytes of a body before the rest is read, and at its size while it is. */
export function createBodyGauge(rules: SlotRules): BodyGauge {
  let failure: Failure | null = null;
  let passed = 0;
  let head = new Uint8Array(0);
  let isKnown = false;

  function breakOff(controller: TransformStreamDefaultController<Uint8Array>, why: Failure): void {
    failure = why;
    controller.error(new Error(why.code));
  }

  function look(controller: TransformStreamDefaultController<Uint8Array>): void {
    isKnown = true;
    if (contentTypeOf(head, rules.kind) === null) breakOff(controller, notShown);
  }

  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (!isKnown) {
        head = joined(head, chunk.subarray(0, headBytes - head.length));
        if (head.length === headBytes) look(controller);
        if (failure !== null) return;
      }
      const room = rules.maxBytes + 1 - passed;
      passed += Math.min(room, chunk.byteLength);
      if (passed <= rules.maxBytes) controller.enqueue(chunk);
      else if (rules.whenLarger === 'refuse') breakOff(controller, tooLarge(rules));
      else {
        controller.enqueue(chunk.subarray(0, room));
        controller.terminate();
      }
    },
    flush(controller) {
      if (!isKnown) look(controller);
    },
  });
  return { stream, failure: () => failure, passed: () => passed };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
