import { objectAlone, type LayerName, type Layers } from './layers.ts';
import type { Surfaces } from './workers/protocol.ts';

/** What a person chose to see. It stays as they go from one asset to the next. */
export class ViewerChoices {
  layers = $state.raw<Layers>(objectAlone);
  surfaces = $state.raw<Surfaces>({
    wireframe: false,
    normals: false,
    grid: true,
    authoredColliders: false,
  });

  toggleLayer(name: LayerName): void {
    this.layers = { ...this.layers, [name]: !this.layers[name] };
  }

  toggleSurface(name: keyof Surfaces): void {
    this.surfaces = { ...this.surfaces, [name]: !this.surfaces[name] };
  }
}
