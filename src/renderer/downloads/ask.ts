import type { Outcome } from '../../shared/errors.ts';
import { settled } from '../state/settled.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { describeFailure } from '../ui/failure-words.ts';

/** The value of a request; null if it failed, which a toast says. */
export async function ask<T>(toasts: Toasts, request: Promise<Outcome<T>>): Promise<T | null> {
  const outcome = await settled(request);
  if (outcome.ok) return outcome.value;
  toasts.show(describeFailure(outcome.failure), { tone: 'problem' });
  return null;
}
