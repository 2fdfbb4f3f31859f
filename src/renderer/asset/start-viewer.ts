import { startReader } from './start-reader.ts';
import { ViewerChoices } from './viewer-choices.svelte.ts';
import { ViewerPool } from './viewer-pool.ts';

/** What the person chose to see, in whichever view. */
export const choices = new ViewerChoices();

/** Viewers read and draw assets. The name of their workers is one that main gives the policy of readers. */
export const viewers = new ViewerPool(() =>
  startReader(
    new Worker(new URL('./workers/viewer-worker.ts', import.meta.url), { type: 'module', name: 'viewer' }),
  ),
);
