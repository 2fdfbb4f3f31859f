import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { decodeMessage, encodeMessage, type Message } from './message.ts';
import type { Value } from './values.ts';

/** Somebody on the bus, and something of theirs. */
export interface Address {
  destination: string;
  path: string;
  interface: string;
}

/** What a call is answered with; null where there is no such method. */
export type Answer = (call: Message) => { signature: string; body: Value[] } | null;

const busItself: Address = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** A connection to the session's real bus, as every program of a desktop has one. */
export class Bus {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (reply: Message) => void>();
  readonly #services = new Map<string, Answer>();
  #received = Buffer.alloc(0);
  #serial = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(Buffer.from(chunk)));
  }

  /** Connects, as the user who runs this process. */
  static async open(): Promise<Bus> {
    const [, path] = /^unix:path=([^,;]+)/.exec(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '') ?? [];
    if (path === undefined) throw new Error('There is no session bus here; run this in a session.');
    const socket = connect(path);
    await once(socket, 'connect');
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    const [answer] = await once(socket, 'data');
    if (!String(answer).startsWith('OK ')) throw new Error(`The bus refused: ${String(answer).trim()}`);
    socket.write('BEGIN\r\n');
    const bus = new Bus(socket);
    await bus.call(busItself, 'Hello');
    return bus;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Calls a method. @returns what it answers; throws the error it answers instead */
  async call(to: Address, member: string, signature = '', body: Value[] = []): Promise<Value[]> {
    const serial = this.#send({ type: 'call', ...to, member, signature, body });
    const reply = await new Promise<Message>((resolve) => this.#waiting.set(serial, resolve));
    if (reply.type === 'error') throw new Error(`${member}: ${reply.error} ${String(reply.body[0] ?? '')}`);
    return reply.body;
  }

  /** Takes a well-known name, and answers whoever asks it something. */
  async serve(name: string, answer: Answer): Promise<void> {
    this.#services.set(name, answer);
    const [result] = await this.call(busItself, 'RequestName', 'su', [name, 0]);
    if (result !== 1) throw new Error(`Somebody else is ${name} already.`);
  }

  /** Tells all who listen. */
  emit(from: Omit<Address, 'destination'>, member: string, signature: string, body: Value[]): void {
    this.#send({ type: 'signal', ...from, member, signature, body });
  }

  #send(message: Omit<Message, 'serial'>): number {
    this.#serial += 1;
    this.#socket.write(encodeMessage({ ...message, serial: this.#serial }));
    return this.#serial;
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (let next = decodeMessage(this.#received); next !== null; next = decodeMessage(this.#received)) {
      this.#received = this.#received.subarray(next.length);
      this.#handle(next.message);
    }
  }

  #handle(message: Message): void {
    if (message.type === 'call') this.#answer(message);
    else if (message.replyTo !== undefined) {
      this.#waiting.get(message.replyTo)?.(message);
      this.#waiting.delete(message.replyTo);
    }
  }

  #answer(call: Message): void {
    let answer: ReturnType<Answer> = null;
    for (const service of this.#services.values()) answer ??= service(call);
    const to = { replyTo: call.serial, ...(call.sender === undefined ? {} : { destination: call.sender }) };
    if (answer !== null) this.#send({ type: 'reply', ...to, ...answer });
    else this.#send({ type: 'error', ...to, error: 'org.freedesktop.DBus.Error.UnknownMethod', body: [] });
  }
}
