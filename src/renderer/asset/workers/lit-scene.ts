import {
  type CubeTexture,
  Color,
  DirectionalLight,
  NeutralToneMapping,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';
import {
  basisOf,
  depthRange,
  eyeOf,
  farthestBeside,
  radiusOf,
  type Bounds,
  type Lens,
  type Pose,
} from '../camera.ts';
import { studioTexture } from './environment.ts';
import { KeptShaders } from './kept-shaders.ts';
import type { CanvasSize } from './protocol.ts';

/** How far from the target things are drawn, in the object's radius: the ground around it, and what is beside it at its other side. */
const reach = 2 * farthestBeside;

/** What assets are drawn in, in a view and for thumbnails alike: the light, the camera, and a ground that the page is seen through. */
export class LitScene {
  readonly renderer: WebGLRenderer;
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera();
  readonly #shaders = new KeptShaders();
  #surroundings: CubeTexture | null = null;

  /**
   * @param antialias whether edges are smoothed by several samples in each pixel
   * @throws where this machine draws nothing
   */
  constructor(canvas: OffscreenCanvas, { antialias }: { antialias: boolean }) {
    this.renderer = new WebGLRenderer({ canvas, antialias, alpha: true });
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.setClearColor(new Color(0), 0);
    this.scene.environmentIntensity = 0.78;
    const key = new DirectionalLight(0xffffff, 1.35);
    key.position.set(-0.6, 0.9, 0.8);
    this.camera.add(key);
    this.camera.matrixAutoUpdate = false;
    this.scene.add(this.camera);
  }

  /** Puts the studio around it, which takes a while to work out: what has to be waited for anyway is better begun before. */
  surround(): void {
    this.#surroundings ??= studioTexture();
    this.scene.environment = this.#surroundings;
  }

  /** Puts the camera where a pose says, with the object in the middle of what is not covered. */
  placeCamera(
    pose: Pose,
    lens: Lens,
    bounds: Bounds,
    { width, height }: Pick<CanvasSize, 'width' | 'height'>,
  ): void {
    const { camera } = this;
    const { near, far } = depthRange(pose, radiusOf(bounds) * reach);
    const { right, up, out } = basisOf(pose);
    camera.fov = (lens.angle * 180) / Math.PI;
    camera.aspect = lens.aspect;
    camera.near = near;
    camera.far = far;
    camera.setViewOffset(width, height, 0, (-height * lens.top) / 2, width, height);
    camera.matrix.makeBasis(new Vector3(...right), new Vector3(...up), new Vector3(...out));
    camera.matrix.setPosition(...eyeOf(pose));
    camera.updateMatrixWorld(true);
  }

  draw(): void {
    this.renderer.render(this.scene, this.camera);
    this.#shaders.keep(this.renderer.info.programs ?? []);
  }

  dispose(): void {
    this.#surroundings?.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}
