export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where a window is on the desktop, in points. */
export interface WindowState {
  /** When it is neither maximised nor full screen. */
  bounds: Rectangle;
  isMaximized: boolean;
  isFullScreen: boolean;
}

/** Where to open a window. Without a position the system chooses one. */
export interface Placement extends Omit<WindowState, 'bounds'> {
  size: { width: number; height: number };
  position: { x: number; y: number } | null;
}

export const minSize = { width: 720, height: 480 };
const usualSize = { width: 1280, height: 800 };
/** How much of the top edge must be on a display, so that the window can be dragged. */
const draggable = { width: 160, height: 32 };

/** Points from the origin of all displays. */
const maxCoordinate = 100_000;

/** What was kept of a place; null where that makes no sense. Without zod, which would be loaded before the window opens. */
function readState(stored: unknown): WindowState | null {
  const { bounds, isMaximized, isFullScreen } = fieldsOf(stored);
  const { x, y, width, height } = fieldsOf(bounds);
  return isCoordinate(x) && isCoordinate(y) && isCoordinate(width) && isCoordinate(height)
    ? {
        bounds: { x, y, width, height },
        isMaximized: isMaximized === true,
        isFullScreen: isFullScreen === true,
      }
    : null;
}

const fieldsOf = (value: unknown): Partial<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? value : {};

const isCoordinate = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) <= maxCoordinate;

/**
 * Where the window opens, given its last place. Displays come and go: it is never larger than its display, nor out of reach.
 *
 * @param stored what was on disk, whatever it is
 * @param displays the parts of the displays that windows may take, the main one first
 */
export function placeWindow(stored: unknown, displays: readonly Rectangle[]): Placement {
  const state = readState(stored);
  const [main] = displays;
  if (state === null) return { ...withoutPosition(usualSize, main), isMaximized: false, isFullScreen: false };
  const { bounds, ...how } = state;
  const display = displays.find((one) => canBeDragged(bounds, one));
  if (display === undefined) return { ...withoutPosition(bounds, main), ...how };
  return { size: sizeWithin(bounds, display), position: { x: bounds.x, y: bounds.y }, ...how };
}

const withoutPosition = (
  size: { width: number; height: number },
  display: Rectangle | undefined,
): Pick<Placement, 'size' | 'position'> => ({ size: sizeWithin(size, display), position: null });

function sizeWithin(
  { width, height }: { width: number; height: number },
  display: Rectangle | undefined,
): { width: number; height: number } {
  return {
    width: Math.max(minSize.width, Math.min(width, display?.width ?? width)),
    height: Math.max(minSize.height, Math.min(height, display?.height ?? height)),
  };
}

function canBeDragged(bounds: Rectangle, display: Rectangle): boolean {
  const overlap =
    Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
  const isTopInside = bounds.y >= display.y && bounds.y + draggable.height <= display.y + display.height;
  return overlap >= draggable.width && isTopInside;
}
