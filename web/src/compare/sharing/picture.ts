import type { ComparedPassage, Comparison } from '../../engine/comparing/comparison';
import { verdictOf } from '../../engine/comparing/verdict';
import { cosineText, percentText } from '../../ui/figures';

const [width, margin, gutter, row, head] = [1200, 48, 120, 104, 236];
const column = (width - 2 * margin - gutter) / 2;
/** Rows of a picture; what is further down is counted in its last line. */
const most = 8;

/** The board as a picture of 1200 pixels' width, in the page's own colours. */
export async function pictureOf(comparison: Comparison, answers: ReadonlySet<number>): Promise<Blob> {
  const shown = Math.min(most, comparison.passages.length);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = head + shown * row + 64;
  const pen = new Pen(canvas.getContext('2d')!);
  pen.box(0, 0, width, canvas.height, 'paper');
  const below = pen.text(`“${comparison.query}”`, margin, 62, width - 2 * margin, '600 32px', 'serif', 'ink', 2, 38);
  pen.text(verdictOf(comparison, answers), margin, below + 8, width - 2 * margin, '500 23px', 'serif', 'quiet', 2, 28);
  const right = margin + column + gutter;
  pen.text('Bi-encoder · reads apart, fast', margin, head - 22, column, '600 19px', 'sans', 'bi', 1, 22);
  pen.text('Cross-encoder · reads together, careful', right, head - 22, column, '600 19px', 'sans', 'cross', 1, 22);
  const at = (rank: number) => head + (rank - 1) * row + (row - 12) / 2;
  const visible = ({ biEncoder, crossEncoder }: ComparedPassage) => biEncoder.rank <= shown && crossEncoder.rank <= shown;
  for (const passage of comparison.passages.filter(visible)) {
    const answer = answers.has(passage.index);
    const colour = passage.moved > 0 ? 'up' : passage.moved < 0 ? 'down' : 'same';
    pen.join(margin + column + 6, at(passage.biEncoder.rank), right - 6, at(passage.crossEncoder.rank), colour, answer ? 6 : 2.5);
  }
  for (const passage of comparison.passages) {
    const { index, label, text, biEncoder, crossEncoder } = passage;
    const answer = answers.has(index);
    if (biEncoder.rank <= shown) pen.card(margin, head + (biEncoder.rank - 1) * row, label, text, cosineText(biEncoder.similarity), answer);
    if (crossEncoder.rank <= shown)
      pen.card(right, head + (crossEncoder.rank - 1) * row, label, text, percentText(crossEncoder.probability), answer);
  }
  const more = comparison.passages.length - shown;
  const rest = more > 0 ? ` · ${more} more passages` : '';
  const foot = `Lodestone · ${comparison.biEncoderModel} and ${comparison.crossEncoderModel}, in the browser${rest}`;
  pen.text(foot, margin, canvas.height - 26, width - 2 * margin, '400 16px', 'sans', 'quiet', 1, 20);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The browser made no picture.')) : resolve(blob)), 'image/png'),
  );
}

class Pen {
  private readonly style = getComputedStyle(document.documentElement);

  constructor(private readonly canvas: CanvasRenderingContext2D) {}

  box(x: number, y: number, wide: number, high: number, colour: string, radius = 0): void {
    this.canvas.fillStyle = this.value(colour);
    this.canvas.beginPath();
    this.canvas.roundRect(x, y, wide, high, radius);
    this.canvas.fill();
  }

  card(x: number, y: number, label: string, text: string, value: string, answer: boolean): void {
    this.box(x, y, column, row - 12, answer ? 'cross' : 'line', 12);
    const line = answer ? 3 : 1;
    this.box(x + line, y + line, column - 2 * line, row - 12 - 2 * line, 'surface', 11);
    this.box(x + 16, y + 18, 34, 34, 'ink', 8);
    this.text(label, x + 16 + (34 - this.width(label, '600 18px', 'sans')) / 2, y + 41, 60, '600 18px', 'sans', 'paper', 1, 20);
    this.text(text, x + 64, y + 36, column - 84, '400 18px', 'sans', 'ink', 2, 23);
    this.text(value, x + column - 20 - this.width(value, '600 15px', 'sans'), y + row - 24, 200, '600 15px', 'sans', 'quiet', 1, 18);
  }

  join(x: number, y: number, toX: number, toY: number, colour: string, thick: number): void {
    const bend = (toX - x) / 2;
    this.canvas.strokeStyle = this.value(colour);
    this.canvas.lineWidth = thick;
    this.canvas.beginPath();
    this.canvas.moveTo(x, y);
    this.canvas.bezierCurveTo(x + bend, y, toX - bend, toY, toX, toY);
    this.canvas.stroke();
  }

  /** Writes a text in lines, the last one shortened; gives where the next line would be. */
  text(
    text: string,
    x: number,
    y: number,
    wide: number,
    font: string,
    family: string,
    colour: string,
    lines: number,
    step: number,
  ): number {
    this.canvas.font = `${font} ${this.value(family)}`;
    this.canvas.fillStyle = this.value(colour);
    const words = text.replace(/\s+/g, ' ').trim().split(' ');
    for (let line = 0; line < lines && words.length > 0; line++) {
      let written = words.shift()!;
      while (words.length > 0 && this.canvas.measureText(`${written} ${words[0]}`).width <= wide) written += ` ${words.shift()}`;
      if (line === lines - 1 && words.length > 0) written += ' …';
      while (written.length > 2 && this.canvas.measureText(written).width > wide) written = `${written.slice(0, -3).trimEnd()} …`;
      this.canvas.fillText(written, x, y);
      y += step;
    }
    return y;
  }

  private width(text: string, font: string, family: string): number {
    this.canvas.font = `${font} ${this.value(family)}`;
    return this.canvas.measureText(text).width;
  }

  private value(name: string): string {
    return this.style.getPropertyValue(`--${name}`).trim();
  }
}
