import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';

export interface Point {
  x: number;
  y: number;
}

/** Events as XTEST counts them. Source: the X11 protocol, "Event codes". */
const events = { press: 4, release: 5, motion: 6 };
const leftButton = 1;
/** The request of XTEST that acts as a device does, and its length in units of four bytes. */
const fakeInput = { minor: 2, units: 9 };
const queryExtension = 98;

/**
 * The real mouse of the display: what it does reaches every program on it as a person's hand does, and ends drags that go
 * from one window to another. Playwright's own mouse is known to one page alone.
 */
export class Mouse {
  readonly #socket: Socket;
  readonly #opcode: number;

  private constructor(socket: Socket, opcode: number) {
    this.#socket = socket;
    this.#opcode = opcode;
  }

  /** Takes hold of the mouse of the display that `DISPLAY` names. */
  static async open(): Promise<Mouse> {
    const [, display] = /^:(\d+)/.exec(process.env['DISPLAY'] ?? '') ?? [];
    if (display === undefined) throw new Error('There is no display here; run this in a session.');
    const socket = connect(`/tmp/.X11-unix/X${display}`);
    await once(socket, 'connect');
    socket.write(greeting(await cookie()));
    const welcome = await read(socket, 8);
    const details = await read(socket, welcome.readUInt16LE(6) * 4);
    if (welcome[0] !== 1) throw new Error(`The display refused: ${details.toString('latin1')}`);
    socket.write(extensionRequest('XTEST'));
    const extension = await read(socket, 32);
    if (extension[8] !== 1) throw new Error('The display has no XTEST.');
    return new Mouse(socket, extension.readUInt8(9));
  }

  /** Puts the pointer somewhere on the display, in pixels. */
  move({ x, y }: Point): void {
    this.#act(events.motion, 0, { x, y });
  }

  press(): void {
    this.#act(events.press, leftButton);
  }

  release(): void {
    this.#act(events.release, leftButton);
  }

  close(): void {
    this.#socket.destroy();
  }

  #act(event: number, detail: number, { x, y }: Point = { x: 0, y: 0 }): void {
    const request = Buffer.alloc(fakeInput.units * 4);
    request.writeUInt8(this.#opcode, 0);
    request.writeUInt8(fakeInput.minor, 1);
    request.writeUInt16LE(fakeInput.units, 2);
    request.writeUInt8(event, 4);
    request.writeUInt8(detail, 5);
    request.writeInt16LE(Math.round(x), 24);
    request.writeInt16LE(Math.round(y), 26);
    this.#socket.write(request);
  }
}

const protocolName = 'MIT-MAGIC-COOKIE-1';

/** The cookie of the session's display; see scripts/session/xauthority.mjs. */
async function cookie(): Promise<Buffer> {
  const file = await readFile(process.env['XAUTHORITY'] ?? '').catch(() => Buffer.alloc(0));
  return file.subarray(-16);
}

function greeting(secret: Buffer): Buffer {
  const start = Buffer.alloc(12);
  start.write('l');
  start.writeUInt16LE(11, 2);
  start.writeUInt16LE(protocolName.length, 6);
  start.writeUInt16LE(secret.length, 8);
  return Buffer.concat([start, padded(Buffer.from(protocolName)), padded(secret)]);
}

function extensionRequest(name: string): Buffer {
  const content = padded(Buffer.from(name));
  const start = Buffer.alloc(8);
  start.writeUInt8(queryExtension, 0);
  start.writeUInt16LE(2 + content.length / 4, 2);
  start.writeUInt16LE(name.length, 4);
  return Buffer.concat([start, content]);
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** The next bytes, when there are so many. */
async function read(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = socket.read(length);
    if (bytes instanceof Buffer) return bytes;
    await once(socket, 'readable');
  }
}
