import { execFileSync } from 'node:child_process';

export interface Point {
  x: number;
  y: number;
}

/**
 * The real mouse of the display: what it does reaches every program on it as a person's hand does, and ends drags that go
 * from one window to another. Playwright's own mouse is known to one page alone.
 */
export class Mouse {
  /** Puts the pointer somewhere on the display, in pixels. */
  move({ x, y }: Point): void {
    xdotool('mousemove', `${Math.round(x)}`, `${Math.round(y)}`);
  }

  press(): void {
    xdotool('mousedown', '1');
  }

  release(): void {
    xdotool('mouseup', '1');
  }
}

const xdotool = (...args: string[]): void => void execFileSync('xdotool', args, { stdio: 'pipe' });
