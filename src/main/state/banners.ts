import type { Notice, NoticeKind } from '../../shared/state.ts';

/** The notices shown at the moment, at most one of a kind; a newer one replaces it. */
export class NoticeBoard {
  readonly #notices = new Map<NoticeKind, Notice>();
  readonly #onChange: (notices: Notice[]) => void;

  constructor(onChange: (notices: Notice[]) => void) {
    this.#onChange = onChange;
  }

  post(notice: Notice): void {
    this.#notices.set(notice.kind, notice);
    this.#onChange([...this.#notices.values()]);
  }

  has(kind: NoticeKind): boolean {
    return this.#notices.has(kind);
  }

  remove(kind: NoticeKind): void {
    if (this.#notices.delete(kind)) this.#onChange([...this.#notices.values()]);
  }
}
