import { measured } from 'virtual:measured-figures';
import type { Attribution } from '../../engine/attribution/attribution';
import { sentenceFor } from '../../engine/engineError';
import { isBlank } from '../../engine/tokenization/blankText';
import type { App } from '../../page';
import { all } from '../../recorded/recorded';
import { h, setText, svg } from '../../ui/dom';
import { cosineText, count, logitText, megabytes, percentText } from '../../ui/figures';
import { type PairResult, recordedPair, runPair, type Seen } from './pairRun';
import './steps.css';

/** How long after a key the steps wait for the next one, in milliseconds. */
const pause = 400;

/** One question and two passages through five steps, with real words and numbers; all three texts can be edited. */
export class StepsView {
  readonly element: HTMLElement;
  private readonly fields: readonly HTMLTextAreaElement[];
  private readonly said = h('p', { class: 'hint', role: 'status' });
  private readonly steps = h('ol', { class: 'steps plain' });
  private running = new AbortController();
  private timer = 0;

  constructor(private readonly app: App) {
    const recorded = recordedPair(all);
    const texts = [recorded.query, ...recorded.passages.map(({ text }) => text)];
    const labels = ['Question', 'Passage A', 'Passage B'];
    this.fields = texts.map((text, i) => {
      const field = h('textarea', { id: `pair-${i}`, rows: 2, spellcheck: false, oninput: () => this.edited() });
      field.value = text;
      return field;
    });
    this.element = h(
      'section',
      { class: 'how-steps', 'aria-label': 'Five steps' },
      h(
        'div',
        { class: 'pair-fields' },
        ...this.fields.map((field, i) => h('div', { class: 'field' }, h('label', { for: field.id }, labels[i]), field)),
      ),
      this.said,
      this.steps,
    );
    this.show(recorded);
  }

  private edited(): void {
    this.running.abort();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), pause) as unknown as number;
  }

  private async run(): Promise<void> {
    const { signal } = (this.running = new AbortController());
    const [query, ...texts] = this.fields.map(({ value }) => value.trim());
    if ([query!, ...texts].some(isBlank)) return setText(this.said, 'Write a question and both passages; the steps show the texts before.');
    const { status, models, engine } = this.app;
    const state = status.get();
    models.now();
    setText(
      this.said,
      state.phase === 'asleep' ? `Both models are loaded first: ${megabytes(state.bytes)}, once …` : 'Running both models …',
    );
    try {
      const result = await runPair(engine, query!, texts, signal);
      if (!signal.aborted) this.show(result);
    } catch (error) {
      if (!signal.aborted) setText(this.said, sentenceFor(error));
    }
  }

  private show(result: PairResult): void {
    setText(
      this.said,
      result.recorded
        ? 'Recorded with the models of this page. Edit a text, and the steps are run here.'
        : 'Run in this tab, for the texts above.',
    );
    const { query, vector, passages } = result;
    const [a, b] = [passages[0]!, passages[1]!];
    this.steps.replaceChildren(
      step(
        'Words',
        'Three texts are all there is. A person reads the question, then both passages with the question in mind.',
        h('div', { class: 'step-words' }, words('question', query), words('A', a.text), words('B', b.text)),
      ),
      step(
        'Two readers, apart',
        'The bi-encoder reads each text alone and leaves 384 numbers of it; here are the first 48. It has to decide what matters in a ' +
          'passage before it knows the question.',
        h('div', { class: 'step-vectors' }, strip('question', vector), strip('A', a.vector), strip('B', b.vector)),
      ),
      step('Two points', nearer(a, b), scale(a, b)),
      step('One reader, together', judged(a, b), h('div', { class: 'step-readings' }, reading('A', a), reading('B', b))),
      step('The cost of care', costs(), h('div', { class: 'step-costs' }, cost('bi', '1 run'), cost('cross', '1,000,000 runs'))),
    );
  }
}

function step(title: string, text: string, picture: HTMLElement): HTMLElement {
  return h('li', { class: 'step' }, h('div', { class: 'step-text' }, h('h3', {}, title), h('p', {}, text)), picture);
}

function words(name: string, text: string): HTMLElement {
  return h(
    'p',
    { class: 'step-sentence' },
    h('span', { class: 'badge' }, name),
    ' ',
    ...text.split(/\s+/).flatMap((word) => [h('span', { class: 'step-word' }, word), ' ']),
  );
}

/** Numbers of a vector as bars up and down. */
function strip(name: string, numbers: readonly number[]): HTMLElement {
  const largest = Math.max(...numbers.map(Math.abs));
  const bars = numbers.map((value, i) => {
    const height = (Math.abs(value) / largest) * 18;
    return svg('rect', { x: i * 8, y: value >= 0 ? 20 - height : 20, width: 6, height: Math.max(0.5, height) });
  });
  const title = `The first ${numbers.length} numbers of the vector of ${name}`;
  return h(
    'div',
    { class: 'strip' },
    h('span', { class: 'badge' }, name),
    svg('svg', { viewBox: '0 0 384 40', role: 'img', 'aria-label': title }, ...bars),
  );
}

function nearer(a: Seen, b: Seen): string {
  const [near, name] = a.similarity >= b.similarity ? [a, 'A'] : [b, 'B'];
  return (
    `How near two texts are is the cosine of their numbers: A has ${cosineText(a.similarity)}, B ${cosineText(b.similarity)}. For the ` +
    `bi-encoder ${name} is the nearer one${near.similarity - Math.min(a.similarity, b.similarity) < 0.01 ? ', by very little' : ''}. ` +
    'Near means: about the same things. It does not mean that it answers.'
  );
}

/** The question and two passages on a line: the nearer, the more to the left. */
function scale(a: Seen, b: Seen): HTMLElement {
  const [low, high] = [Math.min(a.similarity, b.similarity) - 0.1, 1];
  const x = (similarity: number) => 20 + (1 - (similarity - low) / (high - low)) * 340;
  const point = (at: number, y: number, name: string, kind: string) => {
    const anchor = name === 'question' ? { x: at - 8, 'text-anchor': 'start' } : { x: at, 'text-anchor': 'middle' };
    return svg('g', { class: kind }, svg('circle', { cx: at, cy: 40, r: 7 }), svg('text', { y, ...anchor }, name));
  };
  const label = `Distances from the question: passage A at cosine ${cosineText(a.similarity)}, passage B at ${cosineText(b.similarity)}`;
  return h(
    'div',
    { class: 'step-scale' },
    svg(
      'svg',
      { viewBox: '0 0 384 76', role: 'img', 'aria-label': label },
      svg('path', { d: 'M20 40H364', class: 'scale-line' }),
      point(20, 22, 'question', 'scale-query'),
      point(x(a.similarity), 22, 'A', 'scale-point'),
      point(x(b.similarity), 66, 'B', 'scale-point'),
    ),
  );
}

function judged(a: Seen, b: Seen): string {
  const [best, name] = a.logit >= b.logit ? [a, 'A'] : [b, 'B'];
  return (
    `The cross-encoder reads question and passage as one text, so that each word is read beside all others. For A it gives ` +
    `${percentText(a.probability)} (logit ${logitText(a.logit)}), for B ${percentText(b.probability)} (logit ${logitText(b.logit)}): it ` +
    `puts ${name} first. Darker words are those without which its score falls most, found by leaving each out${
      best.logit < 0 ? '; below one half it does not call either an answer' : ''
    }.`
  );
}

function reading(name: string, { reading, probability }: Seen): HTMLElement {
  return h(
    'p',
    { class: 'step-sentence' },
    h('span', { class: 'badge' }, name),
    ' ',
    ...lit(reading),
    ' ',
    h('strong', {}, percentText(probability)),
  );
}

function lit({ passage, words, sentences }: Attribution): Array<HTMLElement | string> {
  const parts = words.length > 0 ? words : sentences;
  const largest = Math.max(...parts.map(({ logit }) => logit ?? 0), 0);
  const content: Array<HTMLElement | string> = [];
  let at = 0;
  for (const { start, end, logit } of parts) {
    const word = h('span', { class: 'step-lit', title: `logit lost without it: ${(logit ?? 0).toFixed(1)}` }, passage.slice(start, end));
    word.style.setProperty('--share', String(largest <= 0 ? 0 : Math.max(0, logit ?? 0) / largest));
    content.push(passage.slice(at, start), word);
    at = end;
  }
  return [...content, passage.slice(at)];
}

function cost(kind: string, runs: string): HTMLElement {
  return h('p', { class: kind }, h('span', { class: 'step-cost', 'aria-hidden': 'true' }), runs);
}

function costs(): string {
  const rates = measured.reranking.map(({ pairsPerSecond }) => pairsPerSecond);
  const hours = (1_000_000 / Math.max(...rates) / 3600).toFixed(1);
  return (
    `The numbers of a passage are made once and kept, so a question costs the bi-encoder 1 run. The cross-encoder has nothing to keep: a ` +
    `question costs as many runs as there are passages. Over ${count(1_000_000, 'passage')} that is ${hours} hours a question on ` +
    `${measured.machine}. So the fast reader finds thirty, and the careful one judges those.`
  );
}
