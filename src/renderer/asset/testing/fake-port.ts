import type { ViewerPort } from '../viewer-pool.ts';
import type { FromViewer, ToViewer } from '../workers/protocol.ts';

/** A worker that does nothing by itself: the test says what it answers. */
export class FakePort implements ViewerPort {
  readonly sent: ToViewer[] = [];
  isTerminated = false;
  /** Whether it may be used again, once it was given back. */
  released: { isSound: boolean } | null = null;
  onmessage: ViewerPort['onmessage'] = null;
  onerror: ViewerPort['onerror'] = null;

  postMessage(message: ToViewer): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  release(isSound: boolean): void {
    this.released = { isSound };
  }

  /** What it was told, without being asked whether it answers. */
  get told(): ToViewer[] {
    return this.sent.filter(({ kind }) => kind !== 'ping');
  }

  of<Kind extends ToViewer['kind']>(kind: Kind): Extract<ToViewer, { kind: Kind }>[] {
    return this.sent.filter((message): message is Extract<ToViewer, { kind: Kind }> => message.kind === kind);
  }

  answer(message: FromViewer): void {
    this.onmessage?.(new MessageEvent('message', { data: message }));
  }

  fail(): void {
    this.onerror?.(Object.assign(new Event('error'), { message: 'x is not defined' }) as ErrorEvent);
  }
}
