import { once } from 'node:events';
import { Message, RequestNameReply, sessionBus, type MessageBus } from '@jellybrick/dbus-next';

/** An interface of another program on the bus. */
export interface Address {
  destination: string;
  path: string;
  interface: string;
}

/** What a call is answered with; null where there is no such method. */
export type Answer = (call: Message) => { signature: string; body: unknown[] } | null;

/** Connects to the real session bus. */
export async function connect(): Promise<MessageBus> {
  const bus = sessionBus();
  await once(bus, 'connect');
  return bus;
}

/** Takes a well-known name on the bus and answers calls to it. */
export async function serve(bus: MessageBus, name: string, answer: Answer): Promise<void> {
  bus.addMethodHandler((call) => {
    const result = answer(call);
    if (result === null) return false;
    bus.send(Message.newMethodReturn(call, result.signature, result.body));
    return true;
  });
  if ((await bus.requestName(name)) !== RequestNameReply.PRIMARY_OWNER)
    throw new Error(`Another program is ${name} already.`);
}

/** Calls a method. @returns the body of the reply; throws if the reply is an error */
export async function call(
  bus: MessageBus,
  to: Address,
  member: string,
  signature = '',
  body: unknown[] = [],
): Promise<unknown[]> {
  const reply = await bus.call(new Message({ ...to, member, signature, body }));
  return reply?.body ?? [];
}
