/** A worker as the page has it, as far as it is used. */
export interface WorkerEnd<Message = unknown> {
  postMessage: (message: Message, transfer: Transferable[]) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}
