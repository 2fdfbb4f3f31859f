import { getContext, setContext } from 'svelte';
import type { AppState } from './app/app-state.svelte.ts';

export type { AppState } from './app/app-state.svelte.ts';

/**
 * How components reach the state of the window. Apart from the state itself, which knows every feature, so that features
 * need not import what imports them.
 */
const contextKey = Symbol('app');

export const provideApp = (app: AppState): AppState => setContext(contextKey, app);
export const useApp = (): AppState => getContext<AppState>(contextKey);
