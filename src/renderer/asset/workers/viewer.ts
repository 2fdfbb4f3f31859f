import { Raycaster, Vector2, Vector3 } from 'three';
import type { MujocoLink } from '../../../asset/mjcf/link.ts';
import type { Ground } from '../../../asset/poke/poke.ts';
import type { AssetScene } from '../../../asset/scene.ts';
import {
  coveredAtTop,
  eyeOf,
  basisOf,
  fitted,
  orbited,
  panned,
  radiusOf,
  seenFrom,
  standardViews,
  uprightBounds,
  withBeside,
  zoomed,
  type Bounds,
  type Lens,
  type Pose,
} from '../camera.ts';
import { CameraMotion } from '../camera-motion.ts';
import { objectAlone, rolesOf, type Layers } from '../layers.ts';
import { totalsOf } from '../measures.ts';
import { summaryOf } from '../summary.ts';
import type { ReadScene } from './asset-reader.ts';
import { Coarseness } from './coarseness.ts';
import { drawScene } from './draw-scene.ts';
import type { DrawnAsset } from './drawn-asset.ts';
import type { PokeAct } from '../poke/messages.ts';
import { markReach } from './marks.ts';
import { PictureOrder } from './picture-order.ts';
import { PokedAsset } from './poked-asset.ts';
import { problemOf } from './problem.ts';
import type {
  CanvasSize,
  FromViewer,
  LentAsset,
  Place,
  Surfaces,
  ToViewer,
  UpAxis,
  ViewerTheme,
} from './protocol.ts';
import type { ViewGraphics } from './view-graphics.ts';

/** The vertical angle of view, in radians. */
const angle = (32 * Math.PI) / 180;
/** What marks at the end of a picture take of its height at most, however small it is. */
const widestRim = 0.12;

/** What the viewer is given by the worker that it lives in. */
export interface ViewerDeps {
  post: (message: FromViewer) => void;
  /** @param onBytes is told how many bytes were fetched so far */
  read: (asset: LentAsset, onBytes: (bytes: number) => void) => Promise<ReadScene>;
  /** Runs the asset that was read last; null where that is no MJCF. */
  mujoco: () => MujocoLink | null;
}

type Start = Extract<ToViewer, { kind: 'start' }>;

/** Draws one asset on a canvas, and only when something has changed. */
export class Viewer {
  readonly #deps: ViewerDeps;
  readonly #graphics: ViewGraphics;
  readonly #shown: ImageBitmapRenderingContext;
  readonly #motion: CameraMotion;
  readonly #pictures: PictureOrder;
  #asset: DrawnAsset | null = null;
  #content: { scene: AssetScene; bounds: Bounds } | null = null;
  #poked: PokedAsset | null = null;
  #isOver = false;
  /** Bounds of another asset, whose size and place this one has; null for its own. */
  #matched: Bounds | null = null;
  #upAxis: UpAxis = 'Z';
  #bounds: Bounds = { min: [-1, -1, -1], max: [1, 1, 1] };
  #theme: ViewerTheme;
  #layers: Layers = objectAlone;
  #surfaces: Surfaces = { wireframe: false, normals: false, grid: true, authoredColliders: false };
  /** The last one that was named. */
  #change = 0;

  /** @throws where this machine draws nothing */
  constructor(
    { canvas, size, theme, isStill }: Omit<Start, 'kind'>,
    graphics: ViewGraphics,
    deps: ViewerDeps,
  ) {
    this.#deps = deps;
    this.#graphics = graphics;
    const shown = canvas.getContext('bitmaprenderer');
    if (shown === null) throw new Error('This machine shows no pictures.');
    this.#shown = shown;
    this.#theme = theme;
    const begin = seenFrom('corner', { target: [0, 0, 0], azimuth: 0, elevation: 0, distance: 5 });
    this.#motion = new CameraMotion(begin, isStill);
    this.#pictures = new PictureOrder(size, {
      coarseness: new Coarseness(this.#graphics.isSoftware),
      motion: this.#motion,
      now: () => performance.now(),
      nextFrame: (call) => void requestAnimationFrame(call),
      later: (ms, call) => void setTimeout(call, ms),
      resize: (canvasSize, ratio) => this.#resize(canvasSize, ratio),
      drawShadow: () => this.#drawShadow(),
      draw: (isAwaited) => this.#draw(isAwaited),
    });
    this.#paint();
  }

  handle(message: ToViewer): void {
    switch (message.kind) {
      case 'load':
        void this.#load(message.asset);
        return;
      case 'resize':
        this.#pictures.resize(message.size);
        return;
      case 'theme':
        this.#theme = message.theme;
        this.#paint();
        break;
      case 'orbit':
        // The hand has the asset, and not the camera.
        if (this.#poked?.isHeld === true) return;
        this.#move(orbited(this.#motion.aim, message.dx, message.dy));
        break;
      case 'pan':
        this.#move(panned(this.#motion.aim, message.dx, message.dy, this.#lens));
        break;
      case 'zoom':
        this.#zoom(message.factor, message.at);
        break;
      case 'view':
        this.#turnTo(this.#fitted(seenFrom(message.view, this.#motion.pose)));
        break;
      case 'fit':
        this.#turnTo(this.#fitted(this.#motion.aim));
        break;
      case 'pose':
        this.#move(message.pose);
        break;
      case 'match':
        this.#matched = message.bounds;
        this.#turnUp(this.#upAxis);
        break;
      case 'up-axis':
        this.#turnUp(message.axis);
        this.#turnTo(this.#fitted(this.#motion.pose));
        break;
      case 'layers':
        this.#layers = message.layers;
        this.#show();
        break;
      case 'surfaces':
        this.#surfaces = message.surfaces;
        this.#show();
        break;
      case 'highlight':
        this.#asset?.pointOut(message.highlight);
        break;
      case 'change':
        this.#change = message.id;
        break;
      case 'pick':
        this.#pick(message.id, message.at);
        return;
      case 'ruler':
        this.#graphics.ruler.put(message.points);
        break;
      case 'poke':
        this.#poke(message.act);
        break;
      default:
        return;
    }
    this.#pictures.request();
  }

  dispose(): void {
    this.#isOver = true;
    this.#pictures.end();
    this.#poked?.end();
    this.#asset?.dispose();
    this.#asset = null;
    this.#shown.transferFromImageBitmap(null);
    this.#graphics.clear();
  }

  async #load(asset: LentAsset): Promise<void> {
    const { post, read } = this.#deps;
    try {
      const reading = read(asset, (bytes) => post({ kind: 'progress', step: 'reading', bytes }));
      this.#graphics.lit.surround();
      const { scene, bytes } = await reading;
      if (this.#isOver) return;
      post({ kind: 'progress', step: 'drawing', bytes: 0 });
      const roles = rolesOf(scene);
      const totals = totalsOf(scene, roles, bytes);
      const { drawn, notes } = await drawScene(scene, roles, totals.bounds, this.#graphics.isSoftware);
      if (this.#isOver) return drawn.dispose();
      const noted = { ...scene, notes: [...scene.notes, ...notes] };
      this.#asset?.dispose();
      this.#asset = drawn;
      this.#graphics.lit.scene.add(drawn.root);
      this.#content = totals.bounds === null ? null : { scene, bounds: totals.bounds };
      this.#turnUp(scene.upAxis.value);
      this.#motion.put(this.#fitted(seenFrom(standardViews[0], this.#motion.pose)));
      this.#paint();
      this.#show();
      post({ kind: 'ready', summary: summaryOf(noted, roles, totals) });
      this.#pictures.begin();
    } catch (error) {
      if (!this.#isOver) post(problemOf(error, 'broken'));
    }
  }

  get #lens(): Lens {
    const { width, height } = this.#pictures.size;
    return { angle, aspect: width / height, top: Math.min(0.2, coveredAtTop / height) };
  }

  /** Where the target is in the picture. */
  get #middle(): Place {
    return { x: 0.5, y: 0.5 + this.#lens.top / 2 };
  }

  #fitted(pose: Pose): Pose {
    const { shapes, marks } = this.#asset?.beside ?? { shapes: [], marks: [] };
    const all = withBeside(this.#bounds, [...shapes, ...marks]);
    // Marks are as large in the picture from anywhere, so they have room in pixels where they are at its end.
    const isMarkedAtEnd = radiusOf(all) > radiusOf(withBeside(this.#bounds, shapes));
    const rim = isMarkedAtEnd ? Math.min(widestRim, markReach / this.#pictures.size.height) : 0;
    return fitted(pose, all, this.#lens, rim);
  }

  #move(pose: Pose): void {
    this.#motion.move(pose, performance.now());
  }

  #zoom(factor: number, place: Place | null): void {
    const { x, y } = place ?? this.#middle;
    const at = { x: (x * 2 - 1) * this.#lens.aspect, y: 1 - y * 2 };
    this.#move(zoomed(this.#motion.aim, factor, at, this.#lens, radiusOf(this.#bounds)));
  }

  #turnTo(pose: Pose): void {
    this.#motion.turnTo(pose, performance.now());
  }

  /** Turns the asset so that one of its axes is up, and puts the ground below it. */
  #turnUp(axis: UpAxis): void {
    this.#upAxis = axis;
    this.#asset?.turn(axis);
    if (this.#content !== null) {
      const { bounds, scene } = this.#content;
      const own = uprightBounds(bounds, scene.metersPerUnit.value, axis);
      this.#asset?.match(own, this.#matched);
      this.#bounds = this.#matched ?? own;
    }
    this.#graphics.grid.putBelow(this.#bounds);
    this.#pictures.spoilShadow(this.#content !== null);
    this.#show();
  }

  #drawShadow(): void {
    if (this.#asset === null) return;
    this.#asset.show(objectAlone, this.#surfaces);
    this.#graphics.shadow.draw(this.#graphics.lit.renderer, this.#asset.root, this.#bounds);
    this.#show();
  }

  #show(): void {
    this.#asset?.show(this.#layers, this.#surfaces);
    this.#graphics.grid.lines.visible = this.#surfaces.grid;
    const hasShadow = this.#content !== null && !this.#pictures.isShadowDue && this.#poked === null;
    this.#graphics.shadow.plane.visible = hasShadow && this.#surfaces.grid && this.#layers.visual;
  }

  #poke(act: PokeAct): void {
    if (act.kind === 'begin') return this.#beginToPoke();
    if (act.kind !== 'end') return this.#poked?.handle(act);
    this.#poked?.end();
    this.#poked = null;
    this.#turnUp('Z');
    this.#turnTo(this.#fitted(this.#motion.pose));
  }

  #beginToPoke(): void {
    const mujoco = this.#deps.mujoco();
    if (this.#asset === null || this.#content === null || mujoco === null || this.#poked !== null) return;
    this.#turnUp('Z');
    const { scene, bounds } = this.#content;
    this.#poked = new PokedAsset({
      mujoco,
      scene,
      asset: this.#asset,
      size: Math.max(...[0, 1, 2].map((axis) => (bounds.max[axis] ?? 0) - (bounds.min[axis] ?? 0))),
      theme: this.#theme,
      rayAt: (place) => this.#rayAt(place),
      onGround: (ground) => this.#putOnGround(ground),
      onMoved: () => {
        if (this.#poked?.isMoving === true) this.#motion.touch(performance.now());
        this.#pictures.request();
      },
      post: (state) => this.#deps.post({ kind: 'poked', state }),
    });
    this.#show();
  }

  /** The view has room for the fall, and the lines of the ground are where the floor is. */
  #putOnGround({ dropHeight, floorHeight }: Ground): void {
    const { min, max } = this.#bounds;
    this.#bounds = { min: [min[0], floorHeight, min[2]], max: [max[0], max[1] + dropHeight, max[2]] };
    this.#graphics.grid.putBelow(this.#bounds);
    this.#turnTo(this.#fitted(this.#motion.pose));
    this.#pictures.request();
  }

  #paint(): void {
    this.#asset?.paint(this.#theme);
    this.#poked?.paint(this.#theme);
    this.#graphics.grid.paint(this.#theme.line);
    this.#graphics.ruler.paint(this.#theme.accent);
    this.#graphics.shadow.paint(this.#theme.isDark);
  }

  #resize({ width, height }: CanvasSize, ratio: number): void {
    this.#graphics.lit.renderer.setPixelRatio(ratio);
    this.#graphics.lit.renderer.setSize(width, height, false);
  }

  /** Waits until the picture is really drawn. */
  #settle(): void {
    const gl = this.#graphics.lit.renderer.getContext();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  #draw(isAwaited: boolean): void {
    this.#placeCamera();
    this.#asset?.resizeMarks((place) => this.#metresOfPixel(place));
    this.#poked?.resizeMarks((place) => this.#metresOfPixel(place));
    this.#graphics.ruler.resize((place) => this.#metresOfPixel(place));
    this.#graphics.lit.draw();
    if (isAwaited) this.#settle();
    this.#put(this.#graphics.takePicture());
    this.#tell();
  }

  #put(picture: ImageBitmap): void {
    const { canvas } = this.#shown;
    // The page does not learn the size of a picture by itself, and would show a part of it.
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    this.#shown.transferFromImageBitmap(picture);
  }

  #placeCamera(): void {
    this.#graphics.lit.placeCamera(this.#motion.pose, this.#lens, this.#bounds, this.#pictures.size);
  }

  #metresOfPixel(place: Vector3): number {
    const eye = new Vector3(...eyeOf(this.#motion.pose));
    const { out } = basisOf(this.#motion.pose);
    const depth = Math.abs(place.sub(eye).dot(new Vector3(...out)));
    return (2 * depth * Math.tan(angle / 2)) / Math.max(1, this.#pictures.size.height);
  }

  #tell(): void {
    if (this.#asset === null) return;
    const ruler = this.#graphics.ruler.points.map((point) => {
      const { x, y, z } = new Vector3(...point).project(this.#graphics.lit.camera);
      return { x: (x + 1) / 2, y: (1 - y) / 2, isBefore: z < 1 };
    });
    const { triangles } = this.#graphics.lit.renderer.info.render;
    this.#deps.post({
      kind: 'drawn',
      picture: {
        ...this.#asset.counts,
        change: this.#change,
        triangles,
        pose: this.#motion.pose,
        ruler,
      },
    });
  }

  #rayAt(place: Place | null): Raycaster {
    const { x, y } = place ?? this.#middle;
    // It may have moved since it was drawn.
    this.#placeCamera();
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2(x * 2 - 1, 1 - y * 2), this.#graphics.lit.camera);
    return ray;
  }

  #pick(id: number, place: Place | null): void {
    const hit = this.#asset?.hit(this.#rayAt(place))?.point ?? null;
    this.#deps.post({ kind: 'picked', id, point: hit === null ? null : [hit.x, hit.y, hit.z] });
  }
}
