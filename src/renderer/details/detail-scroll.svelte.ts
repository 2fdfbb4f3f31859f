import { partInView, type PartPlace } from './part-in-view.ts';
import type { DetailPart, DetailState } from './sections.ts';

/** The part that is read of the details, and what state they are laid out for. */
export class DetailScroll {
  /** The part that is read. */
  current = $state<DetailPart>('overview');
  /** The state whose order is shown: not yet the job's own while the details are in use. */
  state = $state<DetailState>('running');
  #scroller: HTMLElement | null = null;
  #job: string | null = null;
  #hasParts = false;
  #nextState: DetailState = 'running';
  /** What was gone to, and where that left the view: it may be too near the end to come to the top. */
  #goal: { part: DetailPart; scrollTop: number } | null = null;
  /** What was read of the job before, until this one has been laid out. */
  #pending: DetailPart | null = null;

  /** An attachment of the element that scrolls. */
  readonly follow = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    const look = (): void => this.#look();
    const release = (): void => this.#settle();
    scroller.addEventListener('scroll', look, { passive: true });
    scroller.addEventListener('pointerleave', release);
    scroller.addEventListener('focusout', release);
    return () => {
      scroller.removeEventListener('scroll', look);
      scroller.removeEventListener('pointerleave', release);
      scroller.removeEventListener('focusout', release);
      this.#scroller = null;
    };
  };

  /**
   * Takes note of the open job before it is drawn. While it is in use, the parts that were drawn of it keep their order.
   *
   * @param state null until there is an answer
   */
  note(job: string, state: DetailState | null): void {
    const isOther = job !== this.#job;
    this.#job = job;
    if (isOther) {
      this.#pending = this.current === 'overview' ? null : this.current;
      this.#goal = null;
      this.#hasParts = false;
    }
    if (state === null) return;
    this.#nextState = state;
    if (this.#hasParts) this.#settle();
    else this.state = state;
  }

  /** To be called when the parts of a job have been drawn: of another job, the same part is shown as before. */
  drawn(parts: readonly DetailPart[]): void {
    this.#hasParts = parts.length > 0;
    if (this.#scroller === null) return;
    const part = this.#pending;
    if (part === null || parts.length === 0) return this.#look();
    this.#pending = null;
    if (parts.includes(part)) this.#goTo(part, `[data-part="${part}"]`);
    else this.#goTo('overview', null);
  }

  /** Brings a part to the top of the view. @param section the one of its sections to begin with */
  goTo(part: DetailPart, section: string | null): void {
    this.#goTo(part, section === null ? null : `[data-section="${section}"]`);
  }

  #goTo(part: DetailPart, selector: string | null): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    if (selector === null) scroller.scrollTop = 0;
    else scroller.querySelector(selector)?.scrollIntoView({ block: 'start' });
    this.#goal = { part, scrollTop: scroller.scrollTop };
    this.current = part;
  }

  #look(): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    if (this.#goal !== null && Math.abs(this.#goal.scrollTop - scroller.scrollTop) < 1) return;
    this.#goal = null;
    const { scrollTop, clientHeight, scrollHeight } = scroller;
    const origin = scroller.getBoundingClientRect().top - scrollTop;
    const places = [...scroller.querySelectorAll<HTMLElement>('[data-part]')].map(
      (element): PartPlace<DetailPart> => {
        const { top, bottom } = element.getBoundingClientRect();
        return { id: element.dataset['part'] as DetailPart, top: top - origin, bottom: bottom - origin };
      },
    );
    const covered = scroller.querySelector('nav')?.clientHeight ?? 0;
    const view = { scrollTop, height: clientHeight, contentHeight: scrollHeight, covered };
    this.current = partInView(places, view) ?? 'overview';
    if (scrollTop === 0) this.#settle();
  }

  #settle(): void {
    if (this.state !== this.#nextState && !this.#isInUse) this.state = this.#nextState;
  }

  /** Whether somebody reads or works in the details: then nothing may move under the eyes or the pointer. */
  get #isInUse(): boolean {
    const scroller = this.#scroller;
    if (scroller === null) return false;
    const held = document.activeElement;
    const hasKeyboard = held !== scroller && scroller.contains(held);
    return hasKeyboard || scroller.scrollTop > 0 || scroller.matches(':hover');
  }
}
