/** A value that others follow. */
export class Signal<T> {
  private readonly followers = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get(): T {
    return this.current;
  }

  set(value: T): void {
    this.current = value;
    for (const follower of this.followers) follower(value);
  }

  /** Calls the follower now and at every change; gives what ends that. */
  follow(follower: (value: T) => void): () => void {
    this.followers.add(follower);
    follower(this.current);
    return () => this.followers.delete(follower);
  }
}
