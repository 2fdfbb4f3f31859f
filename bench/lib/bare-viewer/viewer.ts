import { Box3, HemisphereLight, PerspectiveCamera, Scene, Sphere, WebGLRenderer } from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';

/** Loads a file and resolves once its picture is drawn. */
export async function draw(url: string): Promise<void> {
  const [width, height] = [700, 460];
  const renderer = new WebGLRenderer({ antialias: true });
  renderer.setSize(width, height);
  document.body.append(renderer.domElement);
  const { scene: model } = await new GLTFLoader().loadAsync(url);
  const { center, radius } = new Box3().setFromObject(model).getBoundingSphere(new Sphere());
  const camera = new PerspectiveCamera(32, width / height, radius / 100, radius * 100);
  camera.position.copy(center).addScalar(radius * 2);
  camera.lookAt(center);
  renderer.render(new Scene().add(model, new HemisphereLight()), camera);
  const gl = renderer.getContext();
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  renderer.dispose();
  renderer.forceContextLoss();
  renderer.domElement.remove();
}
