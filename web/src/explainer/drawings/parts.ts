import { svg } from '../../ui/dom';
import './drawings.css';

/** Where a row of tokens is: the middle of each. */
export type Places = readonly number[];

const side = 22;

/** The middles of so many tokens in a row, round a middle of their own. */
export function placesRound(middle: number, count: number, step = 28): Places {
  return Array.from({ length: count }, (_, i) => middle + (i - (count - 1) / 2) * step);
}

export function tokenRow(places: Places, y: number, kind: string): SVGElement {
  return svg(
    'g',
    { class: `d-tokens ${kind}` },
    ...places.map((x) => svg('rect', { x: x - side / 2, y: y - side / 2, width: side, height: side, rx: 5 })),
  );
}

/** Lines from every token that is read to every token that reads it. */
export function attention(from: Places, to: Places, top: number, bottom: number, kind: string): SVGElement {
  return svg('path', {
    class: `d-attention ${kind}`,
    d: from.flatMap((x) => to.map((u) => `M${x} ${top}L${u} ${bottom}`)).join(''),
  });
}

export function block(x: number, y: number, width: number, height: number, kind: string): SVGElement {
  return svg('rect', { class: `d-block ${kind}`, x, y, width, height, rx: 12 });
}

/** A vector: numbers as bars of different heights, always the same. */
export function vector(middle: number, y: number, kind: string): SVGElement {
  return svg(
    'g',
    { class: `d-vector ${kind}` },
    svg('rect', { class: 'd-frame', x: middle - 72, y: y - 18, width: 144, height: 36, rx: 6 }),
    ...Array.from({ length: 16 }, (_, i) => {
      const height = 4 + ((i * 37 + 11) % 23);
      return svg('rect', { class: 'd-number', x: middle - 64 + i * 8, y: y + 13 - height, width: 5, height, rx: 1.5 });
    }),
  );
}

export function arrow(x: number, from: number, to: number): SVGElement {
  return svg('path', { class: 'd-arrow', d: `M${x} ${from}V${to - 1}m-4.5 -5 4.5 5.5 4.5 -5.5` });
}

export function words(x: number, y: number, text: string, kind = '', anchor: 'start' | 'middle' | 'end' = 'middle'): SVGElement {
  return svg('text', { x, y, class: `d-text ${kind}`, 'text-anchor': anchor }, text);
}

/** A drawing with a name and a description for those who do not see it. */
export function drawing(name: string, description: string, height: number, ...parts: readonly SVGElement[]): SVGSVGElement {
  const id = `drawing-${name.toLowerCase().replace(/\W+/g, '-')}`;
  return svg(
    'svg',
    { viewBox: `0 0 560 ${height}`, class: 'drawing', role: 'img', 'aria-labelledby': `${id} ${id}-text` },
    svg('title', { id }, name),
    svg('desc', { id: `${id}-text` }, description),
    ...parts,
  );
}
