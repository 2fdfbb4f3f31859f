import { MediaQuery } from 'svelte/reactivity';

/** Whether the window is so low that every line counts. App.svelte tells tokens.css by the class `low` of the page. */
export const lowWindow = new MediaQuery('height < 560px');
