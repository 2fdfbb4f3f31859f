/** The time, once a second, for everything that says how long ago something was. */
class Now {
  #time = $state(Date.now());

  constructor() {
    setInterval(() => (this.#time = Date.now()), 1000);
  }

  get time(): number {
    return this.#time;
  }
}

export const now = new Now();
