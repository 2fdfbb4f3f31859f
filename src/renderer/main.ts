import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './app/top-bar.css';

/** Milliseconds that the app waits for a frame: there is none while nobody sees the window. */
const maxFrameMs = 100;

// What index.html shows is painted before the app is loaded.
const frame = new Promise<unknown>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, maxFrameMs);
});
void frame.then(async () => (await import('./start.ts')).start());
