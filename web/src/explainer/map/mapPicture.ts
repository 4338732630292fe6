import { svg } from '../../ui/dom';
import type { MappedPassages, Near } from './passages';
import type { Point } from './plane';

const [width, height, margin] = [640, 460, 26];

/** Points of all passages; a query among them, with lines to its nearest, and the one that the cross-encoder puts first. */
export class MapPicture {
  readonly element = svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'map-picture', role: 'img' });
  private readonly lines = svg('g', { class: 'map-lines' });
  private readonly dots = svg('g', { class: 'map-dots' });
  private readonly marks = svg('g', { class: 'map-marks' });
  private readonly query = svg('path', { class: 'map-query', d: 'M0-9 9 0 0 9-9 0Z' });
  private place: (point: Point) => Point = (point) => point;
  private points: readonly Point[] = [];

  constructor() {
    this.element.append(this.dots, this.lines, this.marks, this.query);
  }

  /** Puts other passages on the map. */
  draw({ points }: MappedPassages): void {
    this.place = fit(points);
    this.points = points.map(this.place);
    this.dots.replaceChildren(...this.points.map(([cx, cy]) => svg('circle', { cx, cy, r: 3 })));
    this.ask(null, []);
  }

  /** Puts a query among them; `best` is the place of the passage that the cross-encoder prefers, once it has read all. */
  ask(point: Point | null, near: readonly Near[], best: number | null = null): void {
    this.query.classList.toggle('shown', point !== null);
    const [x, y] = point === null ? [width / 2, height / 2] : this.place(point);
    this.query.style.transform = `translate(${x}px, ${y}px)`;
    this.element.classList.toggle('read', best !== null);
    this.lines.replaceChildren(
      ...near.map(({ index }) => {
        const [px, py] = this.points[index]!;
        return svg('path', { d: `M${x} ${y}L${px} ${py}`, class: index === best ? 'best' : '' });
      }),
    );
    const marks = near.map(({ index }, rank) => {
      const [px, py] = this.points[index]!;
      const kind = index === best ? 'best' : rank === 0 ? 'nearest' : '';
      const mark = svg('g', { class: `map-mark ${kind}` }, svg('circle', {}), svg('text', {}, String(rank + 1)));
      mark.style.transform = `translate(${px}px, ${py}px)`;
      return { mark, order: index === best ? 2 : rank === 0 ? 1 : 0 };
    });
    // The later one lies on top.
    this.marks.replaceChildren(...marks.sort((a, b) => a.order - b.order).map(({ mark }) => mark));
  }
}

/** Brings points into the picture; one that lies outside of where the passages are is put at the edge. */
function fit(points: readonly Point[]): (point: Point) => Point {
  const axis = (of: 0 | 1, size: number) => {
    const values = points.map((point) => point[of]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const scale = high > low ? (size - 2 * margin) / (high - low) : 0;
    return (value: number) => Math.min(size - 12, Math.max(12, high > low ? margin + (value - low) * scale : size / 2));
  };
  const [x, y] = [axis(0, width), axis(1, height)];
  return ([a, b]) => [x(a), height - y(b)];
}
