import { ContactShadow, Grid } from './ground.ts';
import { isDrawnInSoftware } from './graphics.ts';
import { LitScene } from './lit-scene.ts';
import { RulerLine } from './ruler-line.ts';

/** What stays from one viewed asset to the next: graphics with their compiled shaders, and what is around any asset. */
export class ViewGraphics {
  readonly isSoftware = isDrawnInSoftware();
  readonly lit: LitScene;
  readonly grid = new Grid();
  readonly shadow = new ContactShadow();
  readonly ruler = new RulerLine();
  readonly #canvas = new OffscreenCanvas(1, 1);

  /**
   * @param onLost is called when the system takes the graphics away
   * @throws where this machine draws nothing
   */
  constructor(onLost: () => void) {
    // Shaders with samples take a processor twice as long to make and to run.
    this.lit = new LitScene(this.#canvas, { antialias: !this.isSoftware });
    this.#canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      onLost();
    });
    this.lit.scene.add(this.shadow.plane, this.grid.lines, this.ruler.line);
  }

  /** What was drawn last, which is handed over: it can be had once. */
  takePicture(): ImageBitmap {
    return this.#canvas.transferToImageBitmap();
  }

  /** Puts away what is about one asset, and the memory of its pictures. */
  clear(): void {
    this.ruler.put([]);
    this.shadow.plane.visible = false;
    // Else three keeps what it drew last until it draws again.
    this.lit.renderer.renderLists.dispose();
    this.lit.renderer.setPixelRatio(1);
    this.lit.renderer.setSize(1, 1, false);
  }

  dispose(): void {
    for (const part of [this.grid, this.shadow, this.ruler, this.lit]) part.dispose();
  }
}
