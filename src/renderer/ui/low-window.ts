import { MediaQuery } from 'svelte/reactivity';

/** Whether the window is so low that every line counts. The same height as in tokens.css. */
export const lowWindow = new MediaQuery('height < 560px');
