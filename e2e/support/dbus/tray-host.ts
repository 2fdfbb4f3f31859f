import { z } from 'zod';
import { Bus, type Address } from './bus.ts';
import { Variant, type Value } from './values.ts';

const name = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

const dictionary = z
  .array(z.tuple([z.string(), z.unknown()]))
  .transform((entries): Record<string, unknown> => Object.fromEntries(entries));
const tooltipSchema = z
  .tuple([z.unknown(), z.unknown(), z.string(), z.string()])
  .transform(([, , title, text]) => title || text);
/** A line of a menu, with those under it. Source: com.canonical.dbusmenu's `GetLayout`. */
const lineSchema = z.tuple([z.number(), dictionary, z.array(z.unknown())]);

interface MenuLine {
  id: number;
  /** Empty for a line that parts two groups. */
  label: string;
}

/** The part of a desktop in which programs put their signs: the sign that was put there can be read and used. */
export class TrayHost {
  readonly #bus: Bus;
  #item: { destination: string; path: string } | null = null;

  private constructor(bus: Bus) {
    this.#bus = bus;
  }

  static async start(): Promise<TrayHost> {
    const host = new TrayHost(await Bus.open());
    await host.#bus.serve(name, ({ member, body, sender }) => {
      if (member === 'Get') return { signature: 'v', body: [new Variant('b', true)] };
      if (member !== 'RegisterStatusNotifierItem' || sender === undefined) return null;
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
    const [, root] = await this.#bus.call(await this.#menu(), 'GetLayout', 'iias', [0, -1, []]);
    const [, , lines] = lineSchema.parse(root);
    return lines
      .map((line) => lineSchema.parse(line))
      .map(([id, { label }]) => ({ id, label: typeof label === 'string' ? label : '' }));
  }

  /** Chooses a line of the menu, as a person does. */
  async choose(label: string): Promise<void> {
    const line = (await this.menu()).find((one) => one.label === label);
    if (line === undefined) throw new Error(`The menu has no line "${label}".`);
    const event: Value[] = [line.id, 'clicked', new Variant('s', ''), 0];
    await this.#bus.call(await this.#menu(), 'Event', 'isvu', event);
  }

  /** Clicks on the sign itself. */
  async activate(): Promise<void> {
    if (this.#item === null) throw new Error('Nothing is in the tray.');
    await this.#bus.call({ ...this.#item, interface: itemInterface }, 'Activate', 'ii', [0, 0]);
  }

  stop(): void {
    this.#bus.close();
  }

  async #menu(): Promise<Address> {
    if (this.#item === null) throw new Error('Nothing is in the tray.');
    const path = z.string().parse(await this.#property(this.#item, 'Menu'));
    return { destination: this.#item.destination, path, interface: menuInterface };
  }

  async #property(item: { destination: string; path: string }, property: string): Promise<unknown> {
    const address = { ...item, interface: 'org.freedesktop.DBus.Properties' };
    const [value] = await this.#bus.call(address, 'Get', 'ss', [itemInterface, property]);
    return value;
  }
}
