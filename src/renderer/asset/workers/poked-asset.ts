import { type Matrix4, Plane, Vector3, type Raycaster } from 'three';
import type { MujocoLink } from '../../../asset/mjcf/link.ts';
import { Poke, weightOf, type Frame, type Ground } from '../../../asset/poke/poke.ts';
import type { PokeState } from '../../../asset/poke/state.ts';
import type { AssetScene } from '../../../asset/scene.ts';
import type { PokeAct } from '../poke/messages.ts';
import type { DrawnAsset } from './drawn-asset.ts';
import { PokeMarks } from './poke-marks.ts';
import type { Place, ViewerTheme } from './protocol.ts';

export interface PokedAssetDeps {
  mujoco: MujocoLink;
  asset: DrawnAsset;
  scene: AssetScene;
  /** Metres of the asset's largest side. */
  size: number;
  theme: ViewerTheme;
  /** From the eye through a place of the picture; null: through the middle of the view. */
  rayAt: (place: Place | null) => Raycaster;
  onGround: (ground: Ground) => void;
  /** Something has moved. */
  onMoved: () => void;
  post: (state: PokeState) => void;
}

/** Colours of forces, by the theme: they stand out from every hull. */
const forceColors = { dark: '#ff5a7a', light: '#c2185b' };

/** A drawn asset that MuJoCo moves and a hand can hold. Places of MuJoCo are those of the drawn asset's own space. */
export class PokedAsset {
  readonly #deps: PokedAssetDeps;
  readonly #poke: Poke;
  readonly #marks: PokeMarks;
  /** What is held: a shape, the place in its own space, and where it is pulled to, in the model's. */
  #held: { shape: number; at: Vector3; to: Vector3; depth: Plane } | null = null;
  #contacts: Frame['contacts'] = [];

  constructor(deps: PokedAssetDeps) {
    this.#deps = deps;
    const { asset, mujoco, onGround, post, scene, size } = deps;
    this.#marks = new PokeMarks(size, weightOf(scene));
    this.paint(deps.theme);
    asset.root.add(this.#marks.root);
    this.#poke = new Poke(scene, {
      mujoco,
      onGround,
      post,
      now: () => performance.now(),
      nextFrame: (call) => void requestAnimationFrame(call),
      show: (frame) => this.#show(frame),
    });
    void this.#poke.begin();
  }

  /** Whether the hand moves the asset, and not the camera. */
  get isHeld(): boolean {
    return this.#held !== null;
  }

  get isMoving(): boolean {
    return this.#poke.isMoving;
  }

  /** Ends the simulation, and shows the asset as the file has it. */
  end(): void {
    this.#poke.end();
    this.#marks.dispose();
    this.#deps.asset.pose(null);
  }

  paint({ accent, isDark }: ViewerTheme): void {
    this.#marks.paint(accent, isDark ? forceColors.dark : forceColors.light);
  }

  resizeMarks(metresOfPixel: (place: Vector3) => number): void {
    this.#marks.resize(metresOfPixel);
  }

  handle(act: Exclude<PokeAct, { kind: 'begin' | 'end' }>): void {
    const poke = this.#poke;
    switch (act.kind) {
      case 'drop':
        this.#letGo();
        return poke.drop();
      case 'reset':
        this.#letGo();
        return poke.reset();
      case 'run':
        return poke.run(act.isRunning);
      case 'step':
        return poke.step();
      case 'speed':
        poke.speed = act.speed;
        return;
      case 'shake':
        return poke.shake();
      case 'push':
        return this.#push();
      case 'grab':
        return this.#grab(act.at);
      case 'pull':
        return this.#pull(act.at);
      case 'release':
        this.#letGo();
        return poke.release();
      case 'contacts':
        this.#marks.areContactsShown = act.isShown;
        this.#marks.put(this.#contacts);
        this.#deps.onMoved();
    }
  }

  #show({ contacts, poses }: Frame): void {
    this.#contacts = contacts;
    this.#deps.asset.pose(poses);
    this.#marks.put(contacts);
    // It was let go of by itself: the numbers were no longer sound.
    if (!this.#poke.isHeld) this.#held = null;
    this.#drawSpring();
    this.#deps.onMoved();
  }

  #push(): void {
    const { asset, rayAt } = this.#deps;
    const ray = rayAt(null);
    const hit = asset.hit(ray);
    const shape = hit !== null && this.#poke.isMovable(hit.shape) ? hit.shape : this.#poke.heaviest;
    const at = hit?.shape === shape ? this.#inModel(hit.point) : placeOf(this.#deps.asset.poseOf(shape));
    // Along the ground, whichever way the camera looks at it.
    const towards = this.#inModel(ray.ray.direction).setZ(0);
    if (towards.length() < 1e-3) towards.set(0, 1, 0);
    this.#poke.push(shape, tripleOf(at), tripleOf(towards.normalize()));
  }

  #grab(place: Place): void {
    const { asset, rayAt } = this.#deps;
    const caster = rayAt(place);
    const { ray } = caster;
    const hit = asset.hit(caster);
    if (hit === null) return;
    const depth = new Plane().setFromNormalAndCoplanarPoint(ray.direction.clone().negate(), hit.point);
    const at = this.#inModel(hit.point);
    if (!this.#poke.grab(hit.shape, tripleOf(at))) return;
    this.#held = {
      shape: hit.shape,
      at: at.clone().applyMatrix4(this.#deps.asset.poseOf(hit.shape).invert()),
      to: at,
      depth,
    };
  }

  #pull(place: Place): void {
    if (this.#held === null) return;
    const to = this.#deps.rayAt(place).ray.intersectPlane(this.#held.depth, new Vector3());
    if (to === null) return;
    this.#held.to = this.#inModel(to);
    this.#poke.pull(tripleOf(this.#held.to));
  }

  #letGo(): void {
    this.#held = null;
    this.#drawSpring();
    this.#deps.onMoved();
  }

  #drawSpring(): void {
    if (this.#held === null) return this.#marks.pull(null);
    const { at, shape, to } = this.#held;
    this.#marks.pull([at.clone().applyMatrix4(this.#deps.asset.poseOf(shape)), to]);
  }

  #inModel(place: Vector3): Vector3 {
    return this.#deps.asset.root.worldToLocal(place.clone());
  }
}

const placeOf = (pose: Matrix4): Vector3 => new Vector3().setFromMatrixPosition(pose);
const tripleOf = ({ x, y, z }: Vector3): [number, number, number] => [x, y, z];
