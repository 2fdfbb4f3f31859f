import type { AssetScene } from '../../../asset/scene.ts';
import {
  thumbnailSide,
  thumbnailSizes,
  type ThumbnailFiles,
  type ThumbnailKind,
} from '../../../shared/thumbnails.ts';
import { uprightBounds } from '../camera.ts';
import { rolesOf } from '../layers.ts';
import { totalsOf } from '../measures.ts';
import { posesAround, thumbnailLens } from '../thumbnail-poses.ts';
import { drawScene } from './draw-scene.ts';
import { LitScene } from './lit-scene.ts';

/** What of an asset is in its pictures: what it looks like, and colliders only where a body has nothing else. */
const layers = { visual: true, collision: false, centerOfMass: false, inertia: false, joints: false };
const surfaces = { wireframe: false, normals: false, grid: false, authoredColliders: false };

/** Kept as WebP: with transparency, in a tenth of what PNG takes. */
const encoding = { type: 'image/webp', quality: 0.82 };

/** Draws an asset from all sides on a ground that lets the page through, which may be light or dark. */
export class ThumbnailDrawer {
  readonly #canvas = new OffscreenCanvas(thumbnailSide, thumbnailSide);
  readonly #lit = new LitScene(this.#canvas, { antialias: true });

  /** @throws where this machine draws nothing */
  constructor() {
    this.#lit.surround();
  }

  /** @returns null where there is nothing to see */
  async draw(scene: AssetScene): Promise<ThumbnailFiles | null> {
    const roles = rolesOf(scene);
    const { bounds: own } = totalsOf(scene, roles, 0);
    if (own === null) return null;
    const bounds = uprightBounds(own, scene.metersPerUnit.value, scene.upAxis.value);
    // Nobody waits for it, and others wait for whoever draws: it draws no more than a processor can.
    const { drawn } = await drawScene(scene, roles, own, true);
    try {
      this.#lit.scene.add(drawn.root);
      drawn.show(layers, surfaces);
      const strip = surfaceOf('strip');
      for (const [index, pose] of posesAround(bounds).entries()) {
        this.#lit.placeCamera(pose, thumbnailLens, bounds, this.#canvas);
        this.#lit.draw();
        strip.drawImage(this.#canvas, index * thumbnailSide, 0);
        // Else all of them would be drawn at once, when they are looked at. Whoever draws does each piece of work whole, and the
        // page's own frames wait for their turn among these.
        strip.getImageData(index * thumbnailSide, 0, 1, 1);
        await new Promise((resolve) => setTimeout(resolve));
      }
      if (!hasContent(strip)) return null;
      return {
        small: await encoded(firstOf(strip, 'small')),
        single: await encoded(firstOf(strip, 'single')),
        strip: await encoded(strip.canvas),
      };
    } finally {
      drawn.dispose();
    }
  }
}

function surfaceOf(kind: ThumbnailKind): OffscreenCanvasRenderingContext2D {
  const { width, height } = thumbnailSizes[kind];
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    // Read back in any case: a graphics card would have it to and fro.
    willReadFrequently: true,
  });
  if (context === null) throw new Error('This machine draws nothing.');
  return context;
}

/** The first picture of a strip, in the size of a kind. */
function firstOf(strip: OffscreenCanvasRenderingContext2D, kind: 'small' | 'single'): OffscreenCanvas {
  const context = surfaceOf(kind);
  const { width, height } = context.canvas;
  context.imageSmoothingQuality = 'high';
  context.drawImage(strip.canvas, 0, 0, thumbnailSide, thumbnailSide, 0, 0, width, height);
  return context.canvas;
}

/** Whether anything is drawn: an asset may have nothing but what is seen from within. */
function hasContent(context: OffscreenCanvasRenderingContext2D): boolean {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  for (let alpha = 3; alpha < data.length; alpha += 4) if ((data[alpha] ?? 0) > 0) return true;
  return false;
}

const encoded = async (canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await canvas.convertToBlob(encoding)).arrayBuffer());
