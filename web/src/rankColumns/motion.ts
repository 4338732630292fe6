const duration = 420;

/**
 * Moves numbered things from place to place. All move in one frame loop, so that a line and the two cards it joins stay together. Where
 * the visitor prefers less motion, they are at their place at once.
 */
export class Motion {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private began = 0;
  private frame = 0;

  /** @param draw Draws everything at these places. */
  constructor(private readonly draw: (places: readonly number[]) => void) {}

  /** Where things are now. */
  private places(now = performance.now()): number[] {
    const time = Math.min(1, (now - this.began) / duration);
    const eased = 1 - (1 - time) ** 3;
    return this.to.map((to, i) => (this.from[i] ?? to) + (to - (this.from[i] ?? to)) * eased);
  }

  /** Sends things to their places; things that are new are there at once, as is everything when `jump` is set. */
  go(places: readonly number[], jump: boolean): void {
    const now = this.places();
    const still = jump || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!still && places.length === this.to.length && places.every((place, i) => place === this.to[i]))
      return this.frame === 0 ? this.draw(places) : undefined;
    this.from.splice(0, Infinity, ...places.map((place, i) => (still ? place : (now[i] ?? place))));
    this.to.splice(0, Infinity, ...places);
    this.began = performance.now();
    cancelAnimationFrame(this.frame);
    this.step();
  }

  /** Draws once more where things are, because the room has changed. */
  redraw(): void {
    if (this.frame === 0) this.draw(this.places());
  }

  private step(): void {
    const now = performance.now();
    this.draw(this.places(now));
    this.frame = now - this.began < duration ? requestAnimationFrame(() => this.step()) : 0;
  }
}
