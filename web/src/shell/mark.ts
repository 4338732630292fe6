import { svg } from './dom';

/** The mark: a needle, half of it north. */
export function mark(): SVGElement {
  return svg('svg', { viewBox: '0 0 32 32', class: 'mark', 'aria-hidden': 'true' },
    svg('path', { d: 'M16 2 25 16H7z', class: 'north' }),
    svg('path', { d: 'M16 30 7 16h18z', class: 'south' }),
    svg('circle', { cx: 16, cy: 16, r: 3.2, class: 'pivot' }));
}
