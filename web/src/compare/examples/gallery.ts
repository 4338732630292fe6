import { all, type Example } from '../../recorded/recorded';
import { h, svg } from '../../ui/dom';
import { type Choice, groups, kindNames, moveText } from './kinds';
import './gallery.css';

/** Examples as small pictures with what became of the answer, wins first, and the visitor's own text. */
export class Gallery {
  readonly element: HTMLElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(onChoose: (choice: Choice) => void) {
    const shown = [all.opening, ...all.gallery];
    const button = (example: Example) => this.button(example.id, [lines(example), ...texts(example)], () => onChoose(example));
    this.element = h(
      'section',
      { class: 'gallery', id: 'gallery', 'aria-label': 'Examples' },
      h('h2', {}, 'More examples'),
      h('p', { class: 'hint' }, tallySentence()),
      ...groups.map(([title, outcomes]) =>
        h(
          'div',
          { class: 'gallery-group' },
          h('h3', {}, title),
          h('ul', { class: 'plain' }, ...shown.filter(({ outcome }) => outcomes.includes(outcome)).map((e) => h('li', {}, button(e)))),
        ),
      ),
    );
  }

  /** Notes which is on the page. */
  show(choice: Choice): void {
    const chosen = typeof choice === 'string' ? choice : choice.id;
    this.element.dataset['chosen'] = chosen;
    for (const [id, button] of this.buttons) button.setAttribute('aria-pressed', String(id === chosen));
  }

  private button(id: string, content: readonly Node[], onclick: () => void): HTMLButtonElement {
    const button = h('button', { class: 'thumb', type: 'button', 'data-example': id, 'aria-pressed': 'false', onclick }, ...content);
    this.buttons.set(id, button);
    return button;
  }
}

function texts(example: Example): HTMLElement[] {
  return [
    h('span', { class: 'thumb-title' }, example.query),
    h('span', { class: 'thumb-kind' }, `${kindNames[example.kind]} · `, h('strong', {}, moveText(example))),
  ];
}

function tallySentence(): string {
  const { of, biEncoder, crossEncoder, outcomes } = all.tally;
  return (
    `A script measured ${of} examples and chose by one rule: of wins, ties and losses those that move most, each of another kind. The ` +
    'page opens on the one that moves most of all, and always shows the free-plan pair. Most were written to be hard, with decoys that ' +
    `repeat the words of the question. Of all ${of} the bi-encoder has the answer first in ${biEncoder}, the cross-encoder in ` +
    `${crossEncoder}: it found ${outcomes.found} and lost ${outcomes.lost}. ` +
    'How it works has figures for real collections.'
  );
}

/** The example's lines, from the bi-encoder's order to the cross-encoder's; the answer's is thick. */
function lines({ passages, outcome }: Example): SVGElement {
  const after = [...passages].sort((a, b) => b.logit - a.logit);
  const y = (place: number) => 4 + (place * 28) / Math.max(1, passages.length - 1);
  return svg(
    'svg',
    { viewBox: '0 0 48 36', class: `thumb-lines ${outcome}`, 'aria-hidden': 'true' },
    ...passages
      .map((passage, i) => ({ passage, path: `M4 ${y(i)}C24 ${y(i)} 24 ${y(after.indexOf(passage))} 44 ${y(after.indexOf(passage))}` }))
      .sort((a, b) => Number(a.passage.answer) - Number(b.passage.answer))
      .map(({ passage, path }) => svg('path', { d: path, class: passage.answer ? 'answer' : '' })),
  );
}
