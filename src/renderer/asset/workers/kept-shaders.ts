/** A compiled shader, as three has it: it is thrown away when nothing uses it any more. */
interface Shader {
  usedTimes: number;
}

/**
 * Keeps what was compiled for as long as the graphics are there, as if one more material used it. The next asset has mostly the same
 * shaders; a processor that draws takes longer to compile them than to draw the picture, and keeps the code of each anew.
 * There are as many as there are kinds of materials: mostly a few dozen, and what unusual files add goes with the graphics.
 */
export class KeptShaders {
  readonly #kept = new WeakSet<Shader>();

  /** @param shaders all that there are now */
  keep(shaders: readonly Shader[]): void {
    for (const shader of shaders) {
      if (this.#kept.has(shader)) continue;
      this.#kept.add(shader);
      shader.usedTimes += 1;
    }
  }
}
