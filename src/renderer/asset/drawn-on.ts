import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { AssetState } from './asset-state.svelte.ts';
import { onThemeChange, themeOf } from './theme.ts';
import type { CanvasSize } from './workers/protocol.ts';

/** Has an asset drawn on a canvas for as long as that is there. @param isStill whether the person wants no motion */
export const drawnOn =
  (asset: AssetState, isStill: () => boolean): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    const size = (): CanvasSize => ({
      width: Math.max(1, canvas.clientWidth),
      height: Math.max(1, canvas.clientHeight),
      ratio: devicePixelRatio,
    });
    const theme = () => themeOf(canvas.parentElement ?? canvas);
    const end = untrack(() =>
      asset.begin(canvas.transferControlToOffscreen(), { size: size(), theme: theme(), isStill: isStill() }),
    );
    const observer = new ResizeObserver(() => asset.resize(size()));
    observer.observe(canvas);
    const endTheme = onThemeChange(() => asset.paint(theme()));
    return () => {
      observer.disconnect();
      endTheme();
      end();
    };
  };
