import { svg } from '../../ui/dom';
import { arrow, attention, block, drawing, placesRound, tokenRow, vector, words } from './parts';

/** Two texts, one encoder, two vectors, one cosine. */
export function biEncoderDrawing(): SVGElement {
  const [query, passage] = [placesRound(140, 4), placesRound(420, 7)];
  return drawing(
    'A bi-encoder',
    'The query goes through the encoder by itself and becomes a vector of 384 numbers. Each passage goes through the same encoder by ' +
      'itself, once, and its vector is kept. The cosine of the two vectors says how near they are. No word of the query meets a word of ' +
      'the passage.',
    400,
    words(140, 22, 'query', 'head'),
    words(420, 22, 'passage', 'head'),
    tokenRow(query, 50, 'query'),
    tokenRow(passage, 50, 'passage'),
    block(40, 78, 200, 106, 'bi'),
    block(320, 78, 200, 106, 'bi'),
    attention(query, query, 92, 150, 'bi'),
    attention(passage, passage, 92, 150, 'bi'),
    words(140, 173, 'encoder', 'label'),
    words(420, 173, 'the same encoder', 'label'),
    arrow(140, 188, 214),
    arrow(420, 188, 214),
    svg('g', { class: 'd-kept' }, ...[12, 6].map((by) => svg('rect', { x: 348 + by, y: 222 - by, width: 144, height: 36, rx: 6 }))),
    vector(140, 240, 'bi'),
    vector(420, 240, 'bi'),
    words(140, 284, 'each query: one run', 'quiet'),
    words(420, 284, 'once a passage, then kept', 'quiet'),
    svg('path', { class: 'd-arrow', d: 'M140 296V322Q140 340 158 340H214' }),
    svg('path', { class: 'd-arrow', d: 'M420 296V322Q420 340 402 340H346' }),
    svg('rect', { class: 'd-result bi', x: 214, y: 320, width: 132, height: 40, rx: 20 }),
    words(280, 346, 'cosine', 'strong'),
    words(280, 386, 'a multiplication, no model', 'quiet'),
  );
}
