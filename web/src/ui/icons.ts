import { svg } from './dom';

/** The mark: a needle, half of it north. */
export function mark(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 32 32', class: 'mark', 'aria-hidden': 'true' },
    svg('path', { d: 'M16 2 25 16H7z', class: 'north' }),
    svg('path', { d: 'M16 30 7 16h18z', class: 'south' }),
    svg('circle', { cx: 16, cy: 16, r: 3.2, class: 'pivot' }),
  );
}

/** Light and dark. */
export function sunAndMoon(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    svg('circle', { cx: 12, cy: 12, r: 8.25, class: 'stroke' }),
    svg('path', { d: 'M12 3.75a8.25 8.25 0 0 1 0 16.5z', class: 'solid' }),
  );
}

/** A lock: nothing leaves the page. */
export function lock(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { d: 'M5 7V5a3 3 0 0 1 6 0v2', class: 'stroke' }),
    svg('rect', { x: 3, y: 7, width: 10, height: 7, rx: 1.5, class: 'solid' }),
  );
}
