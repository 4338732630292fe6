import { sigmoid } from '../engine/scores';
import { h } from '../ui/dom';
import './rankColumns.css';

/** A scale from one number to another, with the marks that are written on it. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Where a bar begins. */
  readonly origin: number;
  readonly ticks: ReadonlyArray<{ readonly at: number; readonly label: string }>;
}

/** Cosines of this model's vectors lie between 0 and 1; the scale opens to -1 when one does not. */
export function cosineScale(lowest: number): Scale {
  const from = lowest < 0 ? -1 : 0;
  const ticks = from < 0 ? [-1, 0, 1] : [0, 0.5, 1];
  return { from, to: 1, origin: 0, ticks: ticks.map((at) => ({ at, label: at === 0.5 ? '0.5' : String(at).replace('-', '−') })) };
}

/** This model's logits lie between -12 and 12. A bar goes out from 0, where the probability is one half. */
export const logitScale: Scale = {
  from: -12,
  to: 12,
  origin: 0,
  ticks: [-12, -4, 0, 4, 12].map((at) => ({ at, label: at > 0 ? `+${at}` : String(at).replace('-', '−') })),
};

/** The same places, as probabilities. */
export const probabilityLabels: readonly string[] = logitScale.ticks.map(({ at }) => {
  const percent = sigmoid(at) * 100;
  return percent < 0.1 ? '0 %' : percent > 99.9 ? '100 %' : `${percent.toFixed(0)} %`;
});

/** Where a value is on a scale, as a share of its length. */
export function place(scale: Scale, value: number): number {
  return Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
}

/** The scale's marks, over the bars they belong to. */
export function axis(scale: Scale, names: ReadonlyArray<readonly [name: string, labels: readonly string[]]>): HTMLElement {
  return h(
    'div',
    { class: 'axis', 'aria-hidden': 'true' },
    ...names.map(([name, labels]) =>
      h(
        'div',
        { class: 'axis-row' },
        h('span', { class: 'axis-name' }, name),
        h(
          'span',
          { class: 'axis-track' },
          ...labels.map((label, i) => {
            const tick = h('span', { class: 'tick' }, label);
            tick.style.setProperty('--at', String(place(scale, scale.ticks[i]!.at)));
            return tick;
          }),
        ),
      ),
    ),
  );
}
