import type { LookAction } from '../state/viewer-place.svelte.ts';
import type { ViewerChoices } from './viewer-choices.svelte.ts';
import type { ToViewer } from './workers/protocol.ts';

interface Looked {
  move: (message: Extract<ToViewer, { kind: 'view' | 'fit' }>) => void;
}

/** Moves the camera of an asset, or of several alike, or changes what is seen of surfaces in all views. */
export function look(action: LookAction, at: Looked, choices: ViewerChoices): void {
  switch (action) {
    case 'fit':
      return at.move({ kind: 'fit' });
    case 'front':
    case 'right':
    case 'top':
      return at.move({ kind: 'view', view: action });
    default:
      choices.toggleSurface(action);
  }
}
