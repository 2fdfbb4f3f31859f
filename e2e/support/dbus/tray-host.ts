import { Variant, type MessageBus } from '@jellybrick/dbus-next';
import { z } from 'zod';
import { call, connect, serve, type Address } from './bus.ts';

const name = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

const variant = <T>(value: z.ZodType<T>) => z.object({ value }).transform((it) => it.value);
const tooltipSchema = z
  .tuple([z.unknown(), z.unknown(), z.string(), z.string()])
  .transform(([, , title, text]) => title || text);
/** A line of a menu, with those under it. Source: com.canonical.dbusmenu's `GetLayout`. */
const lineSchema = z.tuple([
  z.number(),
  z.object({ label: variant(z.string()).optional() }),
  z.array(z.unknown()),
]);
const linesSchema = z.array(variant(lineSchema));

interface MenuLine {
  id: number;
  /** Empty for a line that parts two groups. */
  label: string;
}

/** The part of a desktop in which programs put their signs: the sign that was put there can be read and used. */
export class TrayHost {
  readonly #bus: MessageBus;
  #item: { destination: string; path: string } | null = null;

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async start(): Promise<TrayHost> {
    const host = new TrayHost(await connect());
    await serve(host.#bus, name, ({ member, body, sender }) => {
      if (member === 'Get') return { signature: 'v', body: [new Variant('b', true)] };
      if (member !== 'RegisterStatusNotifierItem') return null;
      const given = String(body[0]);
      const path = given.startsWith('/') ? given : '/StatusNotifierItem';
      host.#item = { destination: sender, path };
      return { signature: '', body: [] };
    });
    return host;
  }

  /** What is read when the pointer rests on the sign; null while there is none. */
  async tooltip(): Promise<string | null> {
    if (this.#item === null) return null;
    return tooltipSchema.parse(await this.#property(this.#item, 'ToolTip'));
  }

  /** The lines of the sign's menu. */
  async menu(): Promise<MenuLine[]> {
    if (this.#item === null) return [];
    const [, root] = await call(this.#bus, await this.#menu(), 'GetLayout', 'iias', [0, -1, []]);
    const [, , lines] = lineSchema.parse(root);
    return linesSchema.parse(lines).map(([id, { label = '' }]) => ({ id, label }));
  }

  /** Chooses a line of the menu, as a person does. */
  async choose(label: string): Promise<void> {
    const line = (await this.menu()).find((one) => one.label === label);
    if (line === undefined) throw new Error(`The menu has no line "${label}".`);
    const event = [line.id, 'clicked', new Variant('s', ''), 0];
    await call(this.#bus, await this.#menu(), 'Event', 'isvu', event);
  }

  /** Clicks on the sign itself. */
  async activate(): Promise<void> {
    if (this.#item === null) throw new Error('Nothing is in the tray.');
    await call(this.#bus, { ...this.#item, interface: itemInterface }, 'Activate', 'ii', [0, 0]);
  }

  stop(): void {
    this.#bus.disconnect();
  }

  async #menu(): Promise<Address> {
    if (this.#item === null) throw new Error('Nothing is in the tray.');
    const path = z.string().parse(await this.#property(this.#item, 'Menu'));
    return { destination: this.#item.destination, path, interface: menuInterface };
  }

  async #property(item: { destination: string; path: string }, property: string): Promise<unknown> {
    const address = { ...item, interface: 'org.freedesktop.DBus.Properties' };
    const [value] = await call(this.#bus, address, 'Get', 'ss', [itemInterface, property]);
    return variant(z.unknown()).parse(value);
  }
}
