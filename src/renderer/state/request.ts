import { requestNames, type PageRequestName } from '../../shared/channels.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import { failed, messageOf, type Outcome } from '../../shared/errors.ts';
import { describeFailure } from '../ui/failure-words.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';

/** The outcome of a request. One that main could not answer at all (an answer too deep to be sent, say) has failed too. */
export const settled = <T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> =>
  request.catch((error: unknown) => failed('internal', messageOf(error)));

/** Runs a request and shows a message if it fails. @returns the outcome; use `settled` where a failure is shown in its place */
export async function runRequest<T>(toasts: Toasts, request: Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await settled(request);
  if (!outcome.ok) toasts.show(describeFailure(outcome.failure), { tone: 'problem' });
  return outcome;
}

/**
 * The bridge, which also reports each change that main could not save yet, so that no caller has to think of it.
 */
export function reportingUnsaved(bridge: RigydBridge, report: () => void): RigydBridge {
  const watched =
    (name: PageRequestName) =>
    async (params: unknown): Promise<Outcome<unknown>> => {
      const send = bridge[name] as (params: unknown) => Promise<Outcome<unknown>>;
      const outcome = await send(params);
      if (outcome.ok && outcome.isUnsaved) report();
      return outcome;
    };
  return {
    ...bridge,
    ...(Object.fromEntries(requestNames.map((name) => [name, watched(name)])) as Pick<
      RigydBridge,
      PageRequestName
    >),
  };
}
