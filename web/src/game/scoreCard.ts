import { h } from '../ui/dom';
import { rounds, scoreOf } from './rounds';

/** The end of a game: three scores, the rounds that fooled the visitor, and a sentence to send with a link. */
export function scoreCard(picks: readonly number[], again: () => void): HTMLElement {
  const scores = [
    ['You', 'you', scoreOf(picks)],
    ['Cross-encoder', 'cross', scoreOf(rounds.map(({ crossEncoder }) => crossEncoder))],
    ['Bi-encoder', 'bi', scoreOf(rounds.map(({ biEncoder }) => biEncoder))],
  ] as const;
  const fooled = rounds.filter(({ answer }, i) => picks[i] !== answer);
  const said = h('p', { class: 'hint', role: 'status' });
  const [you, cross, bi] = scores.map(([, , score]) => score);
  const text = `I spotted ${you} of ${rounds.length} answers; the cross-encoder ${cross}, the bi-encoder ${bi}. Can you?`;
  const share = async () => {
    try {
      await navigator.clipboard.writeText(`${text} ${location.href}`);
      said.textContent = 'Copied, with the link to beat you.';
    } catch {
      // A browser that does not let the page write there still has the link in its address bar.
      said.textContent = 'The browser does not let this page write to the clipboard. The address bar has the link.';
    }
  };
  return h(
    'div',
    { class: 'score-card' },
    h('h2', {}, 'The score'),
    h(
      'dl',
      { class: 'scores' },
      ...scores.map(([name, kind, score]) => {
        const bar = h('span', { class: 'score-bar', 'aria-hidden': 'true' });
        bar.style.setProperty('--share', String(score / rounds.length));
        return h('div', { class: kind }, h('dt', {}, name), h('dd', {}, bar, h('strong', {}, `${score} of ${rounds.length}`)));
      }),
    ),
    h('p', {}, fooled.length === 0 ? 'Nothing fooled you.' : `You were fooled by: ${fooled.map(({ query }) => `“${query}”`).join(', ')}.`),
    h(
      'div',
      { class: 'game-foot' },
      h('button', { class: 'strong-button', type: 'button', onclick: () => void share() }, 'Copy the score'),
      h('button', { class: 'quiet-button', type: 'button', onclick: again }, 'Play again'),
      h('a', { href: '#/compare/own' }, 'Write your own round'),
    ),
    said,
    h(
      'p',
      { class: 'hint' },
      `The questions are of the help-centre sample: of each kind in turn the next one by its id, whatever the models make of it. The ` +
        'results were recorded with the models of this page.',
    ),
  );
}
