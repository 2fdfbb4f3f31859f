import {
  Color,
  DirectionalLight,
  NeutralToneMapping,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';
import type { AssetScene } from '../../../asset/scene.ts';
import { stripAngles, thumbnailSide, type ThumbnailFiles } from '../../../shared/thumbnails.ts';
import { basisOf, depthRange, eyeOf, radiusOf, uprightBounds, type Bounds, type Pose } from '../camera.ts';
import { rolesOf } from '../layers.ts';
import { totalsOf } from '../measures.ts';
import { posesAround, thumbnailLens } from '../thumbnail-poses.ts';
import { drawScene } from './draw-scene.ts';
import { studioTexture } from './environment.ts';

/** What of an asset is in its pictures: what it looks like, and colliders only where a body has nothing else. */
const layers = { visual: true, collision: false, centerOfMass: false, inertia: false, joints: false };
const surfaces = { wireframe: false, normals: false, grid: false, authoredColliders: false };

/** Kept as WebP: with transparency, in a tenth of what PNG takes. */
const encoding = { type: 'image/webp', quality: 0.82 };

/** Draws an asset from all sides on a ground that lets the page through, which may be light or dark. */
export class ThumbnailDrawer {
  readonly #canvas = new OffscreenCanvas(thumbnailSide, thumbnailSide);
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera((thumbnailLens.angle * 180) / Math.PI, 1);

  /** @throws where this machine draws nothing */
  constructor() {
    this.#renderer = new WebGLRenderer({ canvas: this.#canvas, antialias: true, alpha: true });
    this.#renderer.toneMapping = NeutralToneMapping;
    this.#renderer.setClearColor(new Color(0), 0);
    this.#scene.environment = studioTexture();
    this.#scene.environmentIntensity = 0.78;
    const light = new DirectionalLight(0xffffff, 1.35);
    light.position.set(-0.6, 0.9, 0.8);
    this.#camera.add(light);
    this.#camera.matrixAutoUpdate = false;
    this.#scene.add(this.#camera);
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
      this.#scene.add(drawn.root);
      drawn.show(layers, surfaces);
      const strip = surfaceOf(stripAngles);
      for (const [index, pose] of posesAround(bounds).entries()) {
        this.#render(pose, bounds);
        strip.drawImage(this.#canvas, index * thumbnailSide, 0);
        // The page's own drawing waits for its turn among these.
        await new Promise((resolve) => setTimeout(resolve));
      }
      if (!hasContent(strip)) return null;
      const single = surfaceOf(1);
      single.drawImage(strip.canvas, 0, 0);
      return { single: await encoded(single.canvas), strip: await encoded(strip.canvas) };
    } finally {
      drawn.dispose();
    }
  }

  #render(pose: Pose, bounds: Bounds): void {
    const { near, far } = depthRange(pose, radiusOf(bounds) * 2);
    const { right, up, out } = basisOf(pose);
    this.#camera.near = near;
    this.#camera.far = far;
    this.#camera.updateProjectionMatrix();
    this.#camera.matrix.makeBasis(new Vector3(...right), new Vector3(...up), new Vector3(...out));
    this.#camera.matrix.setPosition(...eyeOf(pose));
    this.#camera.updateMatrixWorld(true);
    this.#renderer.render(this.#scene, this.#camera);
  }
}

function surfaceOf(pictures: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(thumbnailSide * pictures, thumbnailSide).getContext('2d', {
    // Read back in any case: a graphics card would have it to and fro.
    willReadFrequently: true,
  });
  if (context === null) throw new Error('This machine draws nothing.');
  return context;
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
