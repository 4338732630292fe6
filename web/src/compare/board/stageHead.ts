import type { Comparison, StageCost } from '../../engine/comparing/comparison';
import { axis, cosineScale, logitScale, probabilityLabels, type Scale } from '../../rankColumns/scales';
import { h } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';

/** What stands over a column: which model, how it reads, what it cost, and the scale of its bars. */
export class StageHead {
  readonly element: HTMLElement;
  private readonly costs = h('dl', { class: 'costs' });
  private readonly scale = h('div', {});
  private shown: Scale | undefined;

  constructor(
    private readonly side: 'bi' | 'cross',
    title: string,
    reads: string,
    private readonly model: string,
  ) {
    this.element = h(
      'header',
      { class: `stage-head rank-head ${side}` },
      h('h2', { id: `${side}-title` }, title),
      h('p', { class: 'reads' }, reads),
      this.costs,
      this.scale,
    );
  }

  show(comparison: Comparison, scale: Scale): void {
    const rows: Array<readonly [string, StageCost, string]> =
      this.side === 'bi'
        ? [
            ['passages', comparison.corpus, 'once, for every query'],
            ['query', comparison.queryEmbedding, 'each query'],
          ]
        : [['pairs', comparison.pairs, 'each query; nothing to reuse']];
    this.costs.replaceChildren(
      ...rows.flatMap(([name, cost, when]) => [
        h('dt', {}, name),
        h('dd', {}, h('span', { class: 'cost' }, costText(cost)), h('span', { class: 'when' }, when)),
      ]),
      h('dt', {}, 'model'),
      h('dd', { class: 'model' }, this.model),
    );
    if (this.shown !== scale) {
      this.shown = scale;
      this.scale.replaceChildren(
        this.side === 'bi'
          ? axis(scale, [['cosine', scale.ticks.map((tick) => tick.label)]])
          : axis(scale, [
              ['probability', probabilityLabels],
              ['logit', scale.ticks.map((tick) => tick.label)],
            ]),
      );
    }
  }
}

/** The scales of a comparison's two columns. */
export function scalesOf(comparison: Comparison): { readonly bi: Scale; readonly cross: Scale } {
  const lowest = Math.min(0, ...comparison.passages.map((passage) => passage.biEncoder.similarity ?? 0));
  return { bi: lowest < 0 ? openScale : closedScale, cross: logitScale };
}

const closedScale = cosineScale(0);
const openScale = cosineScale(-1);

function costText({ runs, reused, of, milliseconds }: StageCost): string {
  const done = runs + reused;
  const running = done < of ? `${done} of ${of}, ` : '';
  if (runs === 0) return `${running}${reused === 0 ? 'waiting' : `0 runs, ${reused === 1 ? '' : `all ${reused} `}known from before`}`;
  return `${running}${count(runs, 'run')}, ${millisecondsText(milliseconds)}${reused > 0 ? `; ${reused} known from before` : ''}`;
}
