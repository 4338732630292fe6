/** Draws in the browser's next frame: of several pictures in between, the last. */
export class NextFrame<T> {
  private frame = 0;
  private latest: T | undefined;

  constructor(private readonly draw: (picture: T) => void) {}

  show(picture: T): void {
    this.latest = picture;
    if (this.frame === 0)
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.draw(this.latest!);
      });
  }

  /** Gives up a picture that is not drawn yet. */
  cancel(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }
}
