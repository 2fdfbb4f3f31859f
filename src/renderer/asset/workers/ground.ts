import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  PlaneGeometry,
  Scene,
  WebGLRenderTarget,
  type Object3D,
  type WebGLRenderer,
} from 'three';
import { blurMaterial, depthMaterial } from './shaders.ts';
import { gridStep } from '../measures.ts';
import { radiusOf, type Bounds } from '../camera.ts';

/** Lines to each side of the middle, and into how many pieces each is cut to fade out. */
const linesAside = 16;
const pieces = 24;

/** The lines of the ground below an object, which fade out around it. */
export class Grid {
  readonly lines: LineSegments;
  readonly #geometry = new BufferGeometry();
  readonly #material = new LineBasicMaterial({ vertexColors: true, transparent: true, depthWrite: false });

  constructor() {
    const position: number[] = [];
    const color: number[] = [];
    const strength = (x: number, z: number, line: number): number =>
      Math.max(0, 1 - Math.hypot(x, z) / linesAside) ** 1.6 * (line % 5 === 0 ? 0.9 : 0.42);
    for (let line = -linesAside; line <= linesAside; line += 1)
      for (let piece = 0; piece < pieces; piece += 1) {
        const [from, to] = [piece, piece + 1].map((at) => ((at / pieces) * 2 - 1) * linesAside) as [
          number,
          number,
        ];
        for (const [x, z] of [
          [line, from],
          [line, to],
          [from, line],
          [to, line],
        ] as const) {
          position.push(x, 0, z);
          color.push(1, 1, 1, strength(x, z, line));
        }
      }
    this.#geometry.setAttribute('position', new BufferAttribute(new Float32Array(position), 3));
    this.#geometry.setAttribute('color', new BufferAttribute(new Float32Array(color), 4));
    this.lines = new LineSegments(this.#geometry, this.#material);
    this.lines.renderOrder = -1;
  }

  /** @param bounds of what stands on it, in metres */
  putBelow(bounds: Bounds): void {
    const step = gridStep(radiusOf(bounds));
    const snapped = (axis: 0 | 2): number =>
      Math.round((bounds.min[axis] + bounds.max[axis]) / 2 / step) * step;
    this.lines.position.set(snapped(0), bounds.min[1], snapped(2));
    this.lines.scale.setScalar(step);
  }

  paint(color: string): void {
    this.#material.color.set(color);
  }

  dispose(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }
}

const shadowPixels = 256;

/** The soft shadow on the ground, drawn once for each object. */
export class ContactShadow {
  readonly plane: Mesh;
  readonly #drawn = new WebGLRenderTarget(shadowPixels, shadowPixels);
  readonly #blurred = new WebGLRenderTarget(shadowPixels, shadowPixels);
  readonly #geometry = new PlaneGeometry(1, 1).rotateX(-Math.PI / 2);
  readonly #material = new MeshBasicMaterial({
    map: this.#drawn.texture,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    opacity: 0.5,
  });
  readonly #depth = depthMaterial();
  readonly #blur = blurMaterial();

  constructor() {
    this.plane = new Mesh(this.#geometry, this.#material);
    this.plane.renderOrder = -2;
    this.plane.visible = false;
  }

  /** @param object what throws it, in metres; everything else of its scene is left out */
  draw(renderer: WebGLRenderer, object: Object3D, bounds: Bounds): void {
    const [width, depth] = [bounds.max[0] - bounds.min[0], bounds.max[2] - bounds.min[2]];
    const side = Math.max(width, depth, radiusOf(bounds) * 0.2) * 1.7;
    const height = Math.max((bounds.max[1] - bounds.min[1]) * 0.6, radiusOf(bounds) * 0.05);
    const [x, z] = [(bounds.min[0] + bounds.max[0]) / 2, (bounds.min[2] + bounds.max[2]) / 2];
    // From below: what lies lowest is nearest.
    const camera = new OrthographicCamera(-side / 2, side / 2, side / 2, -side / 2, 0, height);
    camera.position.set(x, bounds.min[1] - height * 0.002, z);
    camera.up.set(0, 0, 1);
    camera.lookAt(x, bounds.max[1] + 1, z);
    const parent = object.parent;
    const scene = new Scene();
    scene.overrideMaterial = this.#depth;
    scene.add(object);
    const color = renderer.getClearColor(new Color());
    const alpha = renderer.getClearAlpha();
    renderer.setClearColor(0x000000, 0);
    renderer.setRenderTarget(this.#drawn);
    renderer.render(scene, camera);
    for (const spread of [0.018, 0.009]) this.#soften(renderer, spread);
    renderer.setRenderTarget(null);
    renderer.setClearColor(color, alpha);
    parent?.add(object);
    this.plane.position.set(x, bounds.min[1] - radiusOf(bounds) * 0.002, z);
    // Seen from below, what is drawn has the picture's upper end at +Z, and the plane its own at -Z.
    this.plane.scale.set(side, 1, -side);
    this.plane.visible = true;
  }

  paint(isDark: boolean): void {
    this.#material.opacity = isDark ? 0.9 : 0.62;
  }

  dispose(): void {
    for (const one of [this.#drawn, this.#blurred, this.#geometry, this.#material, this.#depth, this.#blur])
      one.dispose();
  }

  #soften(renderer: WebGLRenderer, spread: number): void {
    const camera = new OrthographicCamera(-0.5, 0.5, 0.5, -0.5, -1, 1);
    const flat = new Mesh(new PlaneGeometry(1, 1), this.#blur);
    const scene = new Scene().add(flat);
    for (const [from, to, x, y] of [
      [this.#drawn, this.#blurred, spread, 0],
      [this.#blurred, this.#drawn, 0, spread],
    ] as const) {
      const { map, step } = this.#blur.uniforms;
      if (map !== undefined) map.value = from.texture;
      if (step !== undefined) step.value = [x, y];
      this.#blur.uniformsNeedUpdate = true;
      renderer.setRenderTarget(to);
      renderer.render(scene, camera);
    }
    flat.geometry.dispose();
  }
}
