import type { Comparison } from '../../engine/comparing/comparison';
import { axis, cosineScale, logitScale, probabilityLabels, type Scale } from '../../rankColumns/scales';
import { h } from '../../ui/dom';

/** What stands over a column: which reader, how it reads, and the scale of its bars. */
export class StageHead {
  readonly element: HTMLElement;
  private readonly scale = h('div', {});
  private shown: Scale | undefined;

  constructor(
    private readonly side: 'bi' | 'cross',
    title: string,
    reads: string,
  ) {
    this.element = h(
      'header',
      { class: `stage-head rank-head ${side}` },
      h('h2', { id: `${side}-title` }, title),
      h('p', { class: 'reads' }, reads, ' ', h('a', { href: '#/how', 'aria-label': `How the ${title.toLowerCase()} works` }, 'how?')),
      this.scale,
    );
  }

  show(scale: Scale): void {
    if (this.shown === scale) return;
    this.shown = scale;
    this.scale.replaceChildren(
      this.side === 'bi'
        ? axis(scale, [['cosine', scale.ticks.map((tick) => tick.label)]])
        : axis(scale, [['probability', probabilityLabels]]),
    );
  }
}

/** The scales of a comparison's two columns. */
export function scalesOf(comparison: Comparison): { readonly bi: Scale; readonly cross: Scale } {
  const lowest = Math.min(0, ...comparison.passages.map((passage) => passage.biEncoder.similarity ?? 0));
  return { bi: lowest < 0 ? openScale : closedScale, cross: logitScale };
}

const closedScale = cosineScale(0);
const openScale = cosineScale(-1);
