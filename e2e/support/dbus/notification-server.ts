import { Message, type MessageBus } from '@jellybrick/dbus-next';
import { z } from 'zod';
import { connect, serve } from './bus.ts';

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';

/** The arguments of `Notify`. Source: the Desktop Notifications Specification. */
const notifySchema = z
  .tuple([
    z.string(),
    z.number(),
    z.string(),
    z.string(),
    z.string(),
    z.array(z.string()),
    z.unknown(),
    z.number(),
  ])
  .transform(([, , , title, text]) => ({ title, text }));

export type ShownNotification = z.infer<typeof notifySchema>;

/** The part of a desktop that shows notifications: what programs ask it to show is here, and can be clicked. */
export class NotificationServer {
  /** In order; their numbers on the bus begin at 1. */
  readonly shown: ShownNotification[] = [];
  readonly #bus: MessageBus;

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async start(): Promise<NotificationServer> {
    const server = new NotificationServer(await connect());
    await serve(server.#bus, name, ({ member, body }) => {
      switch (member) {
        case 'Notify':
          return { signature: 'u', body: [server.shown.push(notifySchema.parse(body))] };
        case 'GetCapabilities':
          return { signature: 'as', body: [['actions', 'body', 'persistence']] };
        case 'GetServerInformation':
          return { signature: 'ssss', body: ['desktop', 'of these tests', '1', '1.2'] };
        case 'CloseNotification':
          return { signature: '', body: [] };
        default:
          return null;
      }
    });
    return server;
  }

  /** Clicks on one of {@link shown}, as a person does. */
  click(index: number): void {
    const id = index + 1;
    this.#bus.send(Message.newSignal(path, name, 'ActionInvoked', 'us', [id, 'default']));
    this.#bus.send(Message.newSignal(path, name, 'NotificationClosed', 'uu', [id, 2]));
  }

  stop(): void {
    this.#bus.disconnect();
  }
}
