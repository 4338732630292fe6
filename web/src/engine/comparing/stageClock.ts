import type { StageCost } from './comparison';

/** Adds up what a stage costs. */
export class StageClock {
  private first = Infinity;
  private last = -Infinity;
  private runs = 0;
  private reused = 0;

  constructor(private readonly of: number) {}

  get done(): boolean {
    return this.runs + this.reused >= this.of;
  }

  ran(started: number, ended: number): void {
    this.first = Math.min(this.first, started);
    this.last = Math.max(this.last, ended);
    this.runs++;
  }

  knew(): void {
    this.reused++;
  }

  read(): StageCost {
    return { milliseconds: this.runs === 0 ? 0 : this.last - this.first, runs: this.runs, reused: this.reused, of: this.of };
  }
}
