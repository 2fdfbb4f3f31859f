import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Fault } from '../faults/faults.ts';

/** What handlers of both servers find beside the request: Node's own objects, and the faults that strike it. */
export type AppEnv = {
  Bindings: HttpBindings;
  Variables: { faults: readonly Fault[] | undefined };
};
export type AppContext = Context<AppEnv>;
