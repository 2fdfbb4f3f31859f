import { startReader } from './start-reader.ts';
import { ViewerChoices } from './viewer-choices.svelte.ts';
import type { ViewerPort } from './viewer-link.ts';

/** What the person chose to see, in whichever view. */
export const choices = new ViewerChoices();

/** Starts what reads and draws an asset. Its name is one that main gives the policy of readers. */
export const startViewer = (): ViewerPort =>
  startReader(
    new Worker(new URL('./workers/viewer-worker.ts', import.meta.url), { type: 'module', name: 'viewer' }),
  );
