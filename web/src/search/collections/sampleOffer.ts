import { corpusLines } from '../../sample/helpCentre';
import { h, prose, setText } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';
import type { Scope } from '../server/contract';
import type { Server } from '../server/server';
import { sentenceOf } from '../server/serverError';
import './collections.css';

/** The collection that the page can make by itself. */
export const sampleCollection = 'help-centre';

/** Offers to make a first collection from the sample, or of one's own files. */
export class SampleOffer {
  readonly element: HTMLElement;
  private readonly begin: HTMLElement;
  private readonly may = h('p', { class: 'hint' });
  private readonly button = h(
    'button',
    {
      class: 'strong-button',
      type: 'button',
      onclick: () => void this.make(),
    },
    `Create “${sampleCollection}”`,
  );
  private readonly bar = h('progress', { class: 'wide-bar', max: 1, value: 0, hidden: true, 'aria-label': 'Documents indexed' });
  private readonly announced = h('p', { class: 'hint', role: 'status' });
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly documents = corpusLines.split('\n').filter((line) => line !== '').length;

  /** @param onOwn Called for the visitor's own files. */
  constructor(
    private readonly server: Server,
    private readonly onMade: () => void,
    onOwn: () => void,
  ) {
    this.begin = h(
      'div',
      { class: 'offer-both' },
      h(
        'div',
        {},
        h('h3', {}, 'Begin with a sample'),
        h(
          'p',
          {},
          `The help centre of an invented service: ${this.documents} short articles on plans, roles, limits and ` +
            'errors, many of them nearly alike. The page sends them to the server, which embeds and indexes them.',
        ),
        this.button,
        this.bar,
        this.announced,
        this.problem,
      ),
      h(
        'div',
        {},
        h('h3', {}, 'Or with your own files'),
        h(
          'p',
          {},
          'PDF, Word, HTML, Markdown, CSV and more. Drop them anywhere on this page, or choose them. They go to this server alone.',
        ),
        h('button', { class: 'quiet-button', type: 'button', onclick: onOwn }, 'Add files'),
      ),
    );
    this.element = h(
      'section',
      { class: 'offer', 'aria-labelledby': 'offer-title' },
      h('h2', { id: 'offer-title' }, 'This server has no documents yet'),
      this.begin,
      this.may,
    );
  }

  /** Offers what the key allows: only one for everything makes collections. */
  show(scope: Scope): void {
    this.begin.hidden = scope !== 'admin';
    this.may.hidden = scope === 'admin';
    setText(this.may, `Your key has the scope ${scope}. To make a collection, use one with the scope admin.`);
  }

  private async make(): Promise<void> {
    this.button.disabled = true;
    this.problem.hidden = true;
    this.bar.hidden = false;
    this.bar.value = 0;
    setText(this.announced, `Sending ${count(this.documents, 'document')} …`);
    try {
      await this.server.make(sampleCollection);
      const report = await this.server.upload(sampleCollection, corpusLines, ({ documents, embedded }) => {
        this.bar.value = Math.max(documents, embedded) / this.documents;
        setText(this.announced, `${count(embedded, 'passage')} embedded, ${count(documents, 'document')} written`);
      });
      this.bar.value = 1;
      setText(this.announced, `${count(report.passages, 'passage')} indexed in ${millisecondsText(report.milliseconds)}.`);
      this.onMade();
    } catch (error) {
      this.problem.hidden = false;
      this.problem.replaceChildren(...prose(sentenceOf(error)));
      setText(this.announced, '');
      this.bar.hidden = true;
    } finally {
      this.button.disabled = false;
    }
  }
}
