import {
  Color,
  DirectionalLight,
  NeutralToneMapping,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three';
import type { MujocoLink } from '../../../asset/mjcf/link.ts';
import type { Ground } from '../../../asset/poke/poke.ts';
import type { AssetScene } from '../../../asset/scene.ts';
import {
  between,
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
  zoomed,
  type Bounds,
  type Lens,
  type Pose,
} from '../camera.ts';
import { objectAlone, rolesOf, type Layers } from '../layers.ts';
import { totalsOf } from '../measures.ts';
import { summaryOf } from '../summary.ts';
import { Coarseness } from './coarseness.ts';
import { drawScene } from './draw-scene.ts';
import type { DrawnAsset } from './drawn-asset.ts';
import { studioTexture } from './environment.ts';
import { ContactShadow, Grid } from './ground.ts';
import type { PokeAct } from '../poke/messages.ts';
import { placeCamera } from './place-camera.ts';
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
import { RulerLine } from './ruler-line.ts';

/** The vertical angle of view, in radians. */
const angle = (32 * Math.PI) / 180;
const turnMs = 240;

/** What the viewer is given by the worker that it lives in. */
export interface ViewerDeps {
  post: (message: FromViewer) => void;
  /** @param onBytes is told how many bytes were fetched so far */
  read: (asset: LentAsset, onBytes: (bytes: number) => void) => Promise<AssetScene>;
  /** Runs the asset that was read last; null where that is no MJCF. */
  mujoco: () => MujocoLink | null;
}

type Start = Extract<ToViewer, { kind: 'start' }>;

/** Draws one asset on a canvas, and only when something has changed. */
export class Viewer {
  readonly #deps: ViewerDeps;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #key = new DirectionalLight(0xffffff, 1.35);
  readonly #light = studioTexture();
  readonly #grid = new Grid();
  readonly #shadow = new ContactShadow();
  readonly #ruler = new RulerLine();
  readonly #coarseness: Coarseness;
  readonly #isStill: boolean;
  #asset: DrawnAsset | null = null;
  #content: { scene: AssetScene; bounds: Bounds } | null = null;
  #poked: PokedAsset | null = null;
  /** Bounds of another asset, whose size and place this one has; null for its own. */
  #matched: Bounds | null = null;
  #upAxis: UpAxis = 'Z';
  #bounds: Bounds = { min: [-1, -1, -1], max: [1, 1, 1] };
  #pose: Pose = seenFrom('corner', { target: [0, 0, 0], azimuth: 0, elevation: 0, distance: 5 });
  #turn: { from: Pose; to: Pose; since: number } | null = null;
  #size: CanvasSize;
  #theme: ViewerTheme;
  #layers: Layers = objectAlone;
  #surfaces: Surfaces = { wireframe: false, normals: false, grid: true, authoredColliders: false };
  #isFrameDue = false;
  #isSizeDue = false;
  #isShown = false;
  /** Whether a hand moves the picture, which may be coarse meanwhile. */
  #movedAt = -Infinity;
  #drawnCoarseness = 1;

  /** @throws where this machine draws nothing */
  constructor({ canvas, size, theme, isStill }: Omit<Start, 'kind'>, deps: ViewerDeps) {
    this.#deps = deps;
    this.#size = size;
    this.#theme = theme;
    this.#isStill = isStill;
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#coarseness = new Coarseness(this.#renderer.getContext());
    this.#renderer.toneMapping = NeutralToneMapping;
    this.#renderer.setClearColor(new Color(0), 0);
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      deps.post({ kind: 'problem', problem: 'graphics-lost', detail: '' });
    });
    this.#scene.environment = this.#light;
    this.#scene.environmentIntensity = 0.78;
    this.#scene.add(this.#camera, this.#shadow.plane, this.#grid.lines, this.#ruler.line);
    this.#camera.add(this.#key);
    this.#key.position.set(-0.6, 0.9, 0.8);
    this.#camera.matrixAutoUpdate = false;
    this.#resize();
    this.#paint();
  }

  handle(message: ToViewer): void {
    switch (message.kind) {
      case 'load':
        void this.#load(message.asset);
        return;
      case 'resize':
        this.#size = message.size;
        this.#isSizeDue = true;
        break;
      case 'theme':
        this.#theme = message.theme;
        this.#paint();
        break;
      case 'orbit':
        // The hand has the asset, and not the camera.
        if (this.#poked?.isHeld === true) return;
        this.#move(orbited(this.#aim, message.dx, message.dy));
        break;
      case 'pan':
        this.#move(panned(this.#aim, message.dx, message.dy, this.#lens));
        break;
      case 'zoom':
        this.#zoom(message.factor, message.at);
        break;
      case 'view':
        this.#turnTo(fitted(seenFrom(message.view, this.#pose), this.#bounds, this.#lens));
        break;
      case 'fit':
        this.#turnTo(fitted(this.#aim, this.#bounds, this.#lens));
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
        this.#turnTo(fitted(this.#pose, this.#bounds, this.#lens));
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
      case 'pick':
        this.#pick(message.id, message.at);
        return;
      case 'ruler':
        this.#ruler.put(message.points);
        break;
      case 'poke':
        this.#poke(message.act);
        break;
      default:
        return;
    }
    this.#requestFrame();
  }

  dispose(): void {
    this.#poked?.end();
    this.#asset?.dispose();
    this.#asset = null;
    this.#grid.dispose();
    this.#shadow.dispose();
    this.#ruler.dispose();
    this.#light.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  async #load(asset: LentAsset): Promise<void> {
    const { post, read } = this.#deps;
    try {
      const scene = await read(asset, (bytes) => post({ kind: 'progress', step: 'reading', bytes }));
      post({ kind: 'progress', step: 'drawing', bytes: 0 });
      const roles = rolesOf(scene);
      const bytes = asset.files.reduce((sum, file) => sum + file.bytes, 0);
      const totals = totalsOf(scene, roles, bytes);
      const { drawn, notes } = await drawScene(scene, roles, totals.bounds, this.#coarseness.isSoftware);
      const noted = { ...scene, notes: [...scene.notes, ...notes] };
      this.#asset?.dispose();
      this.#asset = drawn;
      this.#scene.add(drawn.root);
      this.#content = totals.bounds === null ? null : { scene, bounds: totals.bounds };
      this.#turnUp(scene.upAxis.value);
      this.#pose = fitted(seenFrom(standardViews[0], this.#pose), this.#bounds, this.#lens);
      this.#paint();
      this.#show();
      post({ kind: 'ready', summary: summaryOf(noted, roles, totals) });
      this.#requestFrame();
    } catch (error) {
      post(problemOf(error, 'broken'));
    }
  }

  /** Where the camera is going, so that a hand goes on from there. */
  get #aim(): Pose {
    return this.#turn?.to ?? this.#pose;
  }

  get #lens(): Lens {
    const { width, height } = this.#size;
    return { angle, aspect: width / height, top: Math.min(0.2, coveredAtTop / height) };
  }

  /** Where the target is in the picture. */
  get #middle(): Place {
    return { x: 0.5, y: 0.5 + this.#lens.top / 2 };
  }

  #move(pose: Pose): void {
    this.#turn = null;
    this.#pose = pose;
    this.#movedAt = performance.now();
  }

  #zoom(factor: number, place: Place | null): void {
    const { x, y } = place ?? this.#middle;
    const at = { x: (x * 2 - 1) * this.#lens.aspect, y: 1 - y * 2 };
    this.#move(zoomed(this.#aim, factor, at, this.#lens, radiusOf(this.#bounds)));
  }

  #turnTo(pose: Pose): void {
    if (this.#isStill) this.#move(pose);
    else this.#turn = { from: this.#pose, to: pose, since: performance.now() };
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
    this.#grid.putBelow(this.#bounds);
    this.#drawShadow();
  }

  #drawShadow(): void {
    if (this.#asset === null || this.#content === null) return;
    this.#asset.show(objectAlone, this.#surfaces);
    this.#shadow.draw(this.#renderer, this.#asset.root, this.#bounds);
    this.#show();
  }

  #show(): void {
    this.#asset?.show(this.#layers, this.#surfaces);
    this.#grid.lines.visible = this.#surfaces.grid;
    this.#shadow.plane.visible =
      this.#surfaces.grid && this.#layers.visual && this.#content !== null && this.#poked === null;
  }

  #poke(act: PokeAct): void {
    if (act.kind === 'begin') return this.#beginToPoke();
    if (act.kind !== 'end') return this.#poked?.handle(act);
    this.#poked?.end();
    this.#poked = null;
    this.#turnUp('Z');
    this.#turnTo(fitted(this.#pose, this.#bounds, this.#lens));
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
        if (this.#poked?.isMoving === true) this.#movedAt = performance.now();
        this.#requestFrame();
      },
      post: (state) => this.#deps.post({ kind: 'poked', state }),
    });
    this.#show();
  }

  /** The view has room for the fall, and the lines of the ground are where the floor is. */
  #putOnGround({ dropHeight, floorHeight }: Ground): void {
    const { min, max } = this.#bounds;
    this.#bounds = { min: [min[0], floorHeight, min[2]], max: [max[0], max[1] + dropHeight, max[2]] };
    this.#grid.putBelow(this.#bounds);
    this.#turnTo(fitted(this.#pose, this.#bounds, this.#lens));
    this.#requestFrame();
  }

  #paint(): void {
    this.#asset?.paint(this.#theme);
    this.#poked?.paint(this.#theme);
    this.#grid.paint(this.#theme.line);
    this.#ruler.paint(this.#theme.accent);
    this.#shadow.paint(this.#theme.isDark);
  }

  #resize(): void {
    this.#isSizeDue = false;
    const ratio = this.#coarseness.isSoftware ? 1 : Math.min(this.#size.ratio, 2);
    this.#renderer.setPixelRatio(ratio * this.#drawnCoarseness);
    this.#renderer.setSize(this.#size.width, this.#size.height, false);
    // Drawn at once: an emptied canvas must not be seen.
    if (this.#asset !== null) this.#draw();
  }

  #requestFrame(): void {
    if (this.#isFrameDue) return;
    this.#isFrameDue = true;
    requestAnimationFrame(() => {
      this.#isFrameDue = false;
      this.#frame();
    });
  }

  #frame(): void {
    const now = performance.now();
    if (this.#turn !== null) {
      const share = Math.min(1, (now - this.#turn.since) / turnMs);
      this.#pose = between(this.#turn.from, this.#turn.to, share);
      if (share === 1) this.#turn = null;
    }
    const isMoving = this.#turn !== null || now - this.#movedAt < 2 * turnMs;
    const coarseness = this.#coarseness.of(isMoving);
    if (coarseness === this.#drawnCoarseness && !this.#isSizeDue) this.#draw();
    else {
      this.#drawnCoarseness = coarseness;
      this.#resize();
    }
    if (isMoving && this.#coarseness.isSoftware) {
      // Waits for the picture, so that the next one is not begun before.
      this.#settle();
      this.#coarseness.adapt(performance.now() - now);
    }
    if (this.#turn !== null) this.#requestFrame();
    // What was drawn coarsely is drawn once more when it has come to rest.
    else if (this.#drawnCoarseness < 1) this.#rest();
  }

  /** Waits until the picture is really drawn. */
  #settle(): void {
    const gl = this.#renderer.getContext();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  #rest(): void {
    setTimeout(() => {
      if (performance.now() - this.#movedAt >= 2 * turnMs) this.#requestFrame();
      else this.#rest();
    }, turnMs);
  }

  #draw(): void {
    this.#placeCamera();
    this.#asset?.resizeMarks((place) => this.#metresOfPixel(place));
    this.#poked?.resizeMarks((place) => this.#metresOfPixel(place));
    this.#ruler.resize((place) => this.#metresOfPixel(place));
    this.#renderer.render(this.#scene, this.#camera);
    // The first one takes long, as it is what shaders are made for.
    if (!this.#isShown) this.#settle();
    this.#isShown = this.#asset !== null;
    this.#tell();
  }

  #placeCamera(): void {
    placeCamera(this.#camera, this.#pose, this.#lens, this.#bounds, this.#size);
  }

  #metresOfPixel(place: Vector3): number {
    const eye = new Vector3(...eyeOf(this.#pose));
    const { out } = basisOf(this.#pose);
    const depth = Math.abs(place.sub(eye).dot(new Vector3(...out)));
    return (2 * depth * Math.tan(angle / 2)) / Math.max(1, this.#size.height);
  }

  #tell(): void {
    if (this.#asset === null) return;
    const ruler = this.#ruler.points.map((point) => {
      const { x, y, z } = new Vector3(...point).project(this.#camera);
      return { x: (x + 1) / 2, y: (1 - y) / 2, isBefore: z < 1 };
    });
    const { triangles } = this.#renderer.info.render;
    this.#deps.post({
      kind: 'drawn',
      picture: { ...this.#asset.counts, triangles, pose: this.#pose, ruler },
    });
  }

  #rayAt(place: Place | null): Raycaster {
    const { x, y } = place ?? this.#middle;
    // It may have moved since it was drawn.
    this.#placeCamera();
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2(x * 2 - 1, 1 - y * 2), this.#camera);
    return ray;
  }

  #pick(id: number, place: Place | null): void {
    const hit = this.#asset?.hit(this.#rayAt(place))?.point ?? null;
    this.#deps.post({ kind: 'picked', id, point: hit === null ? null : [hit.x, hit.y, hit.z] });
  }
}
