import { mount } from 'svelte';
import App from './app/App.svelte';

/** Puts the app in the place of what the page shows until then. */
export function start(): void {
  const target = document.getElementById('app');
  if (target === null) throw new Error('The page has no place for the app.');
  target.replaceChildren();
  mount(App, { target });
}
