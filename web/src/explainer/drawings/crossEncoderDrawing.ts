import { svg } from '../../ui/dom';
import { arrow, attention, block, drawing, placesRound, tokenRow, words } from './parts';

/** One text of both, one encoder, one score. */
export function crossEncoderDrawing(): SVGElement {
  const all = placesRound(280, 14);
  const [query, passage] = [all.slice(1, 5), all.slice(6, 13)];
  const marks = [all[0]!, all[5]!, all[13]!];
  return drawing(
    'A cross-encoder',
    'Query and passage go through the encoder as one text, so that every word of the query is read beside every word of the passage. It ' +
      'gives one number, the logit, for this pair alone. Nothing can be computed before the query is known.',
    400,
    words((query[0]! + query.at(-1)!) / 2, 22, 'query', 'head'),
    words((passage[0]! + passage.at(-1)!) / 2, 22, 'passage', 'head'),
    tokenRow(marks, 50, 'mark'),
    tokenRow(query, 50, 'query'),
    tokenRow(passage, 50, 'passage'),
    block(60, 78, 440, 180, 'cross'),
    attention(query, passage, 92, 214, 'cross'),
    attention(passage, query, 92, 214, 'cross'),
    attention(query, query, 92, 214, 'faint'),
    attention(passage, passage, 92, 214, 'faint'),
    words(280, 245, 'encoder: every word reads every other, in both texts', 'label'),
    arrow(280, 262, 318),
    svg('rect', { class: 'd-result cross', x: 214, y: 320, width: 132, height: 40, rx: 20 }),
    words(280, 346, 'logit', 'strong'),
    words(280, 386, 'one run a pair, for this query alone', 'quiet'),
    words(300, 297, 'read off the first token', 'quiet', 'start'),
  );
}
