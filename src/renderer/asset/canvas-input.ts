import type { Attachment } from 'svelte/attachments';
import type { Place, ToViewer } from './workers/protocol.ts';

/** What a hand does to the camera. */
export type Movement = Extract<ToViewer, { kind: 'orbit' | 'pan' | 'zoom' }>;

interface InputTarget {
  move: (movement: Movement) => void;
  /** Called for a press that did not move. */
  point: (at: Place) => void;
  fit: () => void;
  /** Called where the left button or a finger takes hold, moves on, and lets go. */
  hold: (hold: 'grab' | 'pull', at: Place) => void;
  letGo: () => void;
  /** Whether the wheel is for the view. If not, what lies around it scrolls. */
  takesWheel: (event: WheelEvent) => boolean;
}

/** How far a hand may slip, in pixels, and still have pressed rather than dragged. */
const slip = 4;

/** What a drag does: the left button turns, any other one and Shift move. Pixels become parts of the height. */
export const dragged = (
  { buttons, shiftKey }: Pick<PointerEvent, 'buttons' | 'shiftKey'>,
  dx: number,
  dy: number,
  height: number,
): Movement => ({
  kind: buttons === 1 && !shiftKey ? 'orbit' : 'pan',
  dx: dx / height,
  dy: dy / height,
});

/** What two fingers do: they move what is between them, and bring it nearer as they move apart. @param before both, as they were */
export function pinched(
  canvas: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  before: Pair,
  after: Pair,
): Movement[] {
  const [from, to] = [middleOf(before), middleOf(after)];
  const factor = apart(before) / Math.max(1, apart(after));
  return [
    {
      kind: 'pan',
      dx: (to.clientX - from.clientX) / canvas.height,
      dy: (to.clientY - from.clientY) / canvas.height,
    },
    { kind: 'zoom', factor, at: placeIn(canvas, to) },
  ];
}

type Point = Pick<PointerEvent, 'clientX' | 'clientY'>;
type Pair = readonly [Point, Point];

const middleOf = ([a, b]: Pair): Point => ({
  clientX: (a.clientX + b.clientX) / 2,
  clientY: (a.clientY + b.clientY) / 2,
});
const apart = ([a, b]: Pair): number => Math.hypot(b.clientX - a.clientX, b.clientY - a.clientY);

/** How much nearer a turn of the wheel brings the object; a factor of its distance. */
export function wheelFactor({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number {
  const pixels = deltaMode === 0 ? deltaY : deltaY * 16;
  // Two fingers that move apart come as small turns with Control.
  const strength = ctrlKey ? 0.01 : 0.0016;
  return Math.exp(Math.max(-0.5, Math.min(0.5, pixels * strength)));
}

/** What a key does while the view has the keyboard; null for keys that it has no use for. */
export function keyMovement({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Movement | null {
  const kind = shiftKey ? 'pan' : 'orbit';
  const step = 1 / 24;
  if (key === 'ArrowLeft') return { kind, dx: -step, dy: 0 };
  if (key === 'ArrowRight') return { kind, dx: step, dy: 0 };
  if (key === 'ArrowUp') return { kind, dx: 0, dy: -step };
  if (key === 'ArrowDown') return { kind, dx: 0, dy: step };
  if (key === '+' || key === '=') return { kind: 'zoom', factor: 0.85, at: null };
  if (key === '-' || key === '_') return { kind: 'zoom', factor: 1 / 0.85, at: null };
  return null;
}

/** Where a pointer is in the canvas. */
export const placeIn = (
  { left, top, width, height }: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>,
): Place => ({ x: (clientX - left) / width, y: (clientY - top) / height });

/** Turns what a mouse or a finger does on a canvas into movements of its camera. */
export const canvasInput =
  (target: InputTarget): Attachment<HTMLElement> =>
  (canvas) => {
    /** Where each button or finger is that is down. */
    const down = new Map<number, Point>();
    let way = 0;
    let isHolding = false;
    const letGo = (): void => {
      if (isHolding) target.letGo();
      isHolding = false;
    };

    const listeners = new AbortController();
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      run: (event: HTMLElementEventMap[Name]) => void,
      passive = true,
    ): void => canvas.addEventListener(name, run, { passive, signal: listeners.signal });

    const pair = (): Pair | null => {
      const [first, second] = [...down.values()];
      return first === undefined || second === undefined ? null : [first, second];
    };

    on('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      down.set(event.pointerId, event);
      // A second finger takes the view from the first one.
      if (down.size > 1) return letGo();
      way = 0;
      isHolding = event.button === 0 && !event.shiftKey;
      if (isHolding) target.hold('grab', placeIn(canvas.getBoundingClientRect(), event));
    });
    on('pointermove', (event) => {
      const last = down.get(event.pointerId);
      if (last === undefined || event.buttons === 0) return;
      const before = pair();
      const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
      way += Math.abs(dx) + Math.abs(dy);
      if (way <= slip) return;
      down.set(event.pointerId, event);
      const after = pair();
      if (before !== null && after !== null) {
        for (const movement of pinched(canvas.getBoundingClientRect(), before, after)) target.move(movement);
        return;
      }
      if (isHolding) target.hold('pull', placeIn(canvas.getBoundingClientRect(), event));
      target.move(dragged(event, dx, dy, canvas.clientHeight));
    });
    on('pointerup', (event) => {
      if (down.delete(event.pointerId) && down.size === 0 && way <= slip && event.button === 0)
        target.point(placeIn(canvas.getBoundingClientRect(), event));
      // Those that stay turn it, and point at nothing.
      way = Infinity;
      letGo();
    });
    on('pointercancel', (event) => {
      down.delete(event.pointerId);
      letGo();
    });
    on('dblclick', () => target.fit());
    on('contextmenu', (event) => event.preventDefault(), false);
    on(
      'wheel',
      (event) => {
        if (!target.takesWheel(event)) return;
        event.preventDefault();
        const at = placeIn(canvas.getBoundingClientRect(), event);
        target.move({ kind: 'zoom', factor: wheelFactor(event), at });
      },
      false,
    );
    return () => listeners.abort();
  };
