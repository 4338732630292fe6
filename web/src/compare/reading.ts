import type { Attribution } from '../engine/attribution/attribution';
import type { Comparison } from '../engine/comparing/comparison';
import { sentenceFor } from '../engine/engineError';
import { recordedAttribution } from '../recorded/readings';
import { h, setText } from '../ui/dom';
import { type Heat, heatOf, largestLoss, type Side } from './board/heat';
import './reading.css';

/** Passages whose words are left out at once; for others there is the dialog of each card. */
const most = 8;

/** Finds the attribution of a passage, from before or by running the models. */
export type Attribute = (
  query: string,
  passage: string,
  signal: AbortSignal,
  onUpdate: (attribution: Attribution) => void,
) => Promise<Attribution>;

/** "What did it read?": a switch that shades, in both columns, the words without which a score falls. */
export class Reading {
  readonly element: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly said = h('p', { class: 'hint reading-said', role: 'status', hidden: true });
  private comparison: Comparison | null = null;
  private readonly known = new Map<number, Attribution>();
  private running = new AbortController();
  private on = false;

  /**
   * @param attribute Runs the models; it loads them when it has to.
   * @param heat Shades the cards of a column.
   */
  constructor(
    private readonly attribute: Attribute,
    private readonly heat: (side: Side, heats: ReadonlyMap<number, Heat>) => void,
  ) {
    this.button = h(
      'button',
      { class: 'switch', type: 'button', 'aria-pressed': 'false', onclick: () => this.turn(!this.on) },
      'What did it read?',
    );
    this.element = h('div', { class: 'reading' }, this.button, this.said);
  }

  /** Takes over what is on the board; null while it is none that could be explained. */
  show(comparison: Comparison | null): void {
    const same = comparison !== null && this.comparison !== null && sameTexts(comparison, this.comparison);
    this.comparison = comparison;
    this.button.disabled = comparison === null;
    if (same && this.known.size > 0) return this.draw();
    this.running.abort();
    this.known.clear();
    if (this.on) this.start();
  }

  private turn(on: boolean): void {
    this.on = on;
    this.button.setAttribute('aria-pressed', String(on));
    this.running.abort();
    this.said.hidden = !on;
    if (on) this.start();
    else this.draw();
  }

  private start(): void {
    const { comparison } = this;
    if (comparison === null) return this.draw();
    const { signal } = (this.running = new AbortController());
    const passages = [...comparison.passages]
      .filter(({ crossEncoder }) => crossEncoder.state === 'scored')
      .sort((a, b) => a.crossEncoder.rank - b.crossEncoder.rank)
      .slice(0, most);
    for (const { index, text } of passages) {
      const recorded = recordedAttribution(comparison.query, text);
      if (recorded !== undefined) this.known.set(index, recorded);
    }
    this.draw();
    const missing = passages.filter(({ index }) => !isWhole(this.known.get(index)));
    void this.run(comparison, missing, signal);
  }

  /** One passage after the other, so that the first is whole soon. */
  private async run(comparison: Comparison, passages: Comparison['passages'], signal: AbortSignal): Promise<void> {
    const draw = (index: number, attribution: Attribution) => {
      // What a run finds after it was called off may be of a text that is on the board no more.
      if (signal.aborted) return;
      this.known.set(index, attribution);
      this.draw();
    };
    try {
      for (const { index, text } of passages)
        draw(index, await this.attribute(comparison.query, text, signal, (soFar) => draw(index, soFar)));
    } catch (error) {
      if (!signal.aborted) setText(this.said, sentenceFor(error));
    }
  }

  private draw(): void {
    const { comparison, on } = this;
    const all = on && comparison !== null ? [...this.known] : [];
    for (const side of ['bi', 'cross'] as const) {
      const largest = largestLoss(
        all.map(([, attribution]) => attribution),
        side,
      );
      this.heat(side, new Map(all.map(([index, attribution]) => [index, heatOf(attribution, side, largest)])));
    }
    const [done, of] = all.reduce(([d, o], [, attribution]) => [d + attribution.done, o + attribution.of], [0, 0]);
    const more = (comparison?.passages.length ?? 0) > most ? ` The first ${most} passages are shaded; open a card for another.` : '';
    setText(this.said, `${done < of ? `Left out ${done} of ${of} words … ` : ''}${explained}${more}`);
  }
}

/** What the shades are, and what they are not. */
export const explained =
  'The darker a word, the more score is lost when it is left out and the passage is scored again. Measured on the score; it is not ' +
  'attention.';

function isWhole(attribution: Attribution | undefined): boolean {
  return attribution !== undefined && attribution.done >= attribution.of && attribution.of > 0;
}

function sameTexts(one: Comparison, other: Comparison): boolean {
  return (
    one.query === other.query &&
    one.passages.length === other.passages.length &&
    one.passages.every(({ text }, i) => text === other.passages[i]!.text)
  );
}
