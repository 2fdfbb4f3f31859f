import type { ViewerTheme } from './workers/protocol.ts';

/** The page's colours for the view, as they are at this moment. @param element one of the page's, which is not left changed */
export function themeOf(element: HTMLElement): ViewerTheme {
  const probe = document.createElement('span');
  element.append(probe);
  const colorOf = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme: ViewerTheme = {
    isDark,
    line: colorOf('--border-strong'),
    text: colorOf('--text'),
    accent: colorOf(isDark ? '--accent-text' : '--accent'),
  };
  probe.remove();
  return theme;
}

/** Calls back whenever the appearance changes. @returns ends it */
export function onThemeChange(run: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', run);
  return () => query.removeEventListener('change', run);
}
