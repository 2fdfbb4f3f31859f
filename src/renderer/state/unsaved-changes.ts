import { requestNames, type RequestName } from '../../shared/channels.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';

/**
 * The bridge, with a change told of that main could not save yet: the one place for all requests, so that no caller has to
 * think of it.
 */
export function tellingUnsaved(bridge: RigydBridge, tell: () => void): RigydBridge {
  const watched =
    (name: RequestName) =>
    async (params: unknown): Promise<Outcome<unknown>> => {
      const ask = bridge[name] as (given: unknown) => Promise<Outcome<unknown>>;
      const outcome = await ask(params);
      if (outcome.ok && outcome.isUnsaved) tell();
      return outcome;
    };
  return {
    ...bridge,
    ...(Object.fromEntries(requestNames.map((name) => [name, watched(name)])) as Pick<
      RigydBridge,
      RequestName
    >),
  };
}
