import { corpusLines } from '../../sample/helpCentre';
import { h, prose, setText } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';
import type { Server } from '../server/server';
import { sentenceOf } from '../server/serverError';
import { OwnDocuments } from './ownDocuments';
import './collections.css';

/** The collection that the page can make by itself. */
export const sampleCollection = 'help-centre';

/** Offers to make a first collection from the sample, beside how to index one's own documents. */
export class SampleOffer {
  readonly element: HTMLElement;
  private readonly own = new OwnDocuments();
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

  constructor(
    private readonly server: Server,
    private readonly onMade: () => void,
  ) {
    this.element = h(
      'section',
      { class: 'offer', 'aria-labelledby': 'offer-title' },
      h(
        'div',
        { class: 'offer-sample' },
        h('h2', { id: 'offer-title' }, 'This server has no documents yet'),
        h(
          'p',
          {},
          `Begin with the help centre of an invented service: ${this.documents} short articles on plans, roles, limits and ` +
            'errors, many of them nearly alike. The page sends them to the server, which embeds and indexes them.',
        ),
        this.button,
        this.bar,
        this.announced,
        this.problem,
      ),
      this.own.element,
    );
  }

  /** Says how to index one's own documents, too, with a key where one is in use. */
  show(withKey: boolean): void {
    this.own.show(withKey);
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
