import { h, setText } from '../../ui/dom';
import type { Hit, SearchAnswer } from '../server/contract';
import { Timeline } from '../trace/timeline';
import { ReadingList } from './readingList';
import { ResultBoard } from './resultBoard';

/** An answer with what is said of it: results to read, and behind a switch the way to them stage by stage. */
export class AnswerView {
  readonly element: HTMLElement;
  private readonly announced = h('p', { class: 'verdict', role: 'status' });
  private readonly list: ReadingList;
  private readonly board: ResultBoard;
  private readonly timeline = new Timeline();
  private hits: readonly Hit[] = [];

  constructor(onOpen: (hit: Hit) => void) {
    this.list = new ReadingList(onOpen);
    this.board = new ResultBoard(onOpen);
    this.element = h(
      'section',
      { class: 'answered', 'aria-label': 'Answer', hidden: true },
      h('div', { class: 'answer-said' }, this.announced, this.views()),
      this.list.element,
      h('div', { class: 'stages' }, this.board.element, this.timeline.element),
    );
    this.element.dataset['view'] = 'results';
  }

  /** The hits to read, best first. */
  get shown(): readonly Hit[] {
    return this.hits;
  }

  /** @param another Whether this is the answer to another request than the last. */
  show(
    answer: SearchAnswer,
    sentence: string,
    { rows, final, another }: { readonly rows: number; readonly final: boolean; readonly another: boolean },
  ): void {
    this.element.hidden = false;
    this.element.dataset['state'] = final ? 'final' : 'fused';
    this.element.dataset['answer'] = answer.answer ?? 'notJudged';
    setText(this.announced, sentence);
    this.hits = answer.hits.slice(0, rows);
    this.list.show(this.hits, answer.hits, answer.answer === 'no');
    this.board.show(answer, rows, another);
    this.board.element.hidden = answer.hits.length === 0;
    this.timeline.show(answer.trace, final);
  }

  showPages(pages: ReadonlyMap<string, string>): void {
    this.list.showPages(pages);
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Puts the focus on the first hit to read; false when there is none. */
  focusFirst(): boolean {
    if (this.element.hidden || this.element.dataset['view'] !== 'results' || this.hits.length === 0) return false;
    this.list.focusFirst();
    return true;
  }

  private views(): HTMLElement {
    const view = (value: string, label: string) =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'answer-view',
          value,
          checked: value === 'results',
          onchange: () => {
            this.element.dataset['view'] = value;
          },
        }),
        h('span', {}, label),
      );
    return h(
      'fieldset',
      { class: 'segments answer-views' },
      h('legend', { class: 'visually-hidden' }, 'View'),
      view('results', 'Results'),
      view('stages', 'Stages'),
    );
  }
}
