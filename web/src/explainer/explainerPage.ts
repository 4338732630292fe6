import { measured } from 'virtual:measured-figures';
import type { Page } from '../page';
import { h } from '../ui/dom';
import { CostLive } from './live/costLive';
import { MapView } from './map/mapView';
import { figuresFrom, propertyTable } from './properties';
import { effectSentence, rerankEffect } from './rerankEffect';
import { StepsView } from './steps/stepsView';
import './explainer.css';

/** The two architectures, and what each is for. */
export const explainerPage: Page = {
  name: 'how',
  label: 'How it works',
  create: (app) => ({
    element: h(
      'article',
      { class: 'how' },
      h(
        'header',
        { class: 'how-head' },
        h('h1', {}, 'Two ways to read a passage'),
        h(
          'p',
          { class: 'lead' },
          'One reads every passage ahead of the question and is quick. The other reads it with the question and ' +
            'is careful. A good search uses the first to find and the second to judge.',
        ),
      ),
      new MapView(app).element,
      section('In five steps', new StepsView(app).element),
      section('Side by side', propertyTable(), figuresFrom()),
      section(
        'Count it yourself',
        h(
          'p',
          { class: 'how-text' },
          'Both models run in this page, on articles of a help centre. Embed them once; from then on each ' +
            'query is one run for the bi-encoder and as many runs as there are passages for the cross-encoder.',
        ),
        new CostLive(app).element,
      ),
      h(
        'section',
        { class: 'when-to-use', 'aria-label': 'When to use which' },
        h('div', {}, h('h2', {}, 'When a cross-encoder alone is fine'), list(...fine())),
        h('div', {}, h('h2', {}, 'When it is not'), list(...notFine())),
      ),
      section(
        'Why a reranker can make things worse',
        h(
          'div',
          { class: 'worse' },
          h(
            'div',
            { class: 'how-text' },
            h('p', {}, effectSentence()),
            h(
              'p',
              {},
              'It was trained on web questions and short answers. Where the texts are of that kind it is the better judge; on ' +
                'forum answers or abstracts it has preferences that nobody asked for, and it replaces an order that two independent ' +
                'stages agreed on.',
            ),
            h(
              'p',
              {},
              'So Lodestone does not sort by the logit. The scores of each query decide how large a share of the final score the ' +
                'cross-encoder gets: a small one where it likes nothing that was found, nearly all where it is sure. A passage gets ' +
                'that share in full only if it is the cross-encoder’s favourite, and half of it two logits behind. The trace of each ' +
                'answer has the share and the scores of every stage.',
            ),
          ),
          rerankEffect(),
        ),
      ),
    ),
  }),
};

function fine(): string[] {
  return [
    `The passages are few: in the .NET library, ${pairsRange()} a second on ${measured.machine}.`,
    'They change with every query, so that an embedding would be used once.',
    'One answer may take its time: a batch that runs at night, a check of what another system found.',
    'They come from a search you cannot change, and only their order is yours.',
  ];
}

function notFine(): string[] {
  const { 'other-words-same-meaning': other, 'same-words-other-meaning': same } = measured.firstAnswers;
  return [
    'There are many passages: each query reads them all, and nothing of it can be kept.',
    'Many people ask at once: the runs add up, query by query.',
    `The query has other words than the answer: of ${other.queries} such queries of the help centre the bi-encoder has the answer ` +
      `first in ${other.biEncoder}, the cross-encoder in ${other.crossEncoder}. Where the same words mean something else it is ` +
      `${same.biEncoder} against ${same.crossEncoder} of ${same.queries}.`,
    'The texts are unlike what it was trained on. Measure it on your own queries first: lodestone eval.',
  ];
}

function pairsRange(): string {
  const rates = measured.reranking.map(({ pairsPerSecond }) => pairsPerSecond).sort((a, b) => a - b);
  return `${rates[0]!.toFixed(0)} long pairs to ${rates.at(-1)!.toFixed(0)} short ones`;
}

function section(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return h('section', { class: 'how-section' }, h('h2', {}, title), ...content);
}

function list(...items: readonly string[]): HTMLElement {
  return h('ul', {}, ...items.map((item) => h('li', {}, item)));
}
