import type { Banner, BannerKind } from '../../shared/state.ts';

/** The banners shown at the moment, at most one of a kind; a newer one replaces it. */
export class Banners {
  readonly #banners = new Map<BannerKind, Banner>();
  readonly #onChange: (banners: Banner[]) => void;

  constructor(onChange: (banners: Banner[]) => void) {
    this.#onChange = onChange;
  }

  post(banner: Banner): void {
    this.#banners.set(banner.kind, banner);
    this.#onChange([...this.#banners.values()]);
  }

  has(kind: BannerKind): boolean {
    return this.#banners.has(kind);
  }

  remove(kind: BannerKind): void {
    if (this.#banners.delete(kind)) this.#onChange([...this.#banners.values()]);
  }
}
