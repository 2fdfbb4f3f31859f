import type { AppState } from '../context.ts';
import { isForField, takeDropped } from './transfer-text.ts';

/** What of a drag over the window is needed. */
type Drag = Pick<DragEvent, 'target' | 'dataTransfer' | 'preventDefault'>;

/** What is dragged over the window and dropped on it. Text that is dragged into a field is the field's own. */
export class Drops {
  readonly #app: Pick<AppState, 'looks' | 'dragOut'>;
  #isOver = $state(false);
  #hasFiles = $state(false);

  constructor(app: Pick<AppState, 'looks' | 'dragOut'>) {
    this.#app = app;
  }

  /** Whether what is over the window would be watched if it were dropped now. What came out of it brings nothing new. */
  get isOver(): boolean {
    return this.#isOver && !this.#app.dragOut.isActive;
  }

  /** Whether it is files or folders. */
  get hasFiles(): boolean {
    return this.#hasFiles;
  }

  enter(event: Drag): void {
    this.#isOver = !isForField(event);
    this.#hasFiles = event.dataTransfer?.types.includes('Files') === true;
    if (this.#isOver) event.preventDefault();
  }

  move(event: Drag): void {
    if (!this.#app.dragOut.isActive && !isForField(event)) event.preventDefault();
  }

  end(): void {
    this.#isOver = false;
  }

  async drop(event: Drag): Promise<void> {
    this.end();
    if (isForField(event)) return;
    event.preventDefault();
    const { dragOut, looks } = this.#app;
    if (event.dataTransfer === null || dragOut.isActive) return;
    await looks.take(takeDropped(event.dataTransfer));
  }
}
