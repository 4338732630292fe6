import type { Engine } from '../../engine/engine';
import { sentenceFor } from '../../engine/engineError';
import type { App } from '../../page';
import { readDocuments, readQueries, type SampleQuery } from '../../sample/helpCentre';
import { h, setText } from '../../ui/dom';
import { count, megabytes, millisecondsText } from '../../ui/figures';
import { CostRun } from './costRun';
import { CostSide } from './costSide';
import './costLive.css';

/** Both encoders over the same passages, counted as they run in this page. */
export class CostLive {
  readonly element: HTMLElement;
  private readonly documents = readDocuments();
  private readonly queries = readQueries();
  private readonly slider = h('input', {
    type: 'range',
    id: 'cost-passages',
    min: 20,
    max: 200,
    step: 20,
    value: 20,
    oninput: () => this.reset(),
  });
  private readonly amount = h('output', { for: 'cost-passages' });
  private readonly go = h('button', { class: 'strong-button', type: 'button', onclick: () => void this.step() });
  private readonly stop = h(
    'button',
    {
      class: 'quiet-button',
      type: 'button',
      disabled: true,
      onclick: () => this.running.abort(),
    },
    'Stop',
  );
  private readonly asked = h('p', { class: 'cost-query' });
  private readonly verdict = h('p', { class: 'cost-verdict', role: 'status' });
  private readonly bi = new CostSide('bi', 'Bi-encoder', 'one run a passage, once; then one run a query');
  private readonly cross = new CostSide('cross', 'Cross-encoder', 'one run a passage for every query, from the beginning each time');
  private run!: CostRun;
  private running = new AbortController();

  private readonly engine: Engine;

  constructor(private readonly app: App) {
    this.engine = app.engine;
    this.element = h(
      'div',
      { class: 'cost-live' },
      h(
        'div',
        { class: 'cost-controls' },
        h('label', { for: 'cost-passages' }, 'Passages of the help centre'),
        this.slider,
        this.amount,
        this.go,
        this.stop,
      ),
      this.asked,
      h('div', { class: 'cost-sides' }, this.bi.element, this.cross.element),
      this.verdict,
    );
    this.reset();
  }

  private reset(): void {
    this.running.abort();
    this.run = new CostRun(this.engine, this.documents.slice(0, Number(this.slider.value)));
    this.bi.grid.resize(this.run.passages.length);
    this.cross.grid.resize(this.run.passages.length);
    this.bi.showFirst(null, false, 0);
    this.cross.showFirst(null, false, 0);
    setText(this.asked, '');
    setText(this.verdict, '');
    this.tell();
  }

  private async step(): Promise<void> {
    const { signal } = (this.running = new AbortController());
    const { run } = this;
    this.tell(true);
    const state = this.engine.status;
    setText(
      this.verdict,
      state.phase === 'ready'
        ? ''
        : `It begins when the models are loaded${state.phase === 'asleep' ? `: ${megabytes(state.bytes)}, once` : ''}.`,
    );
    // The visitor has asked for it, and has been told the size.
    this.app.models.agreed();
    try {
      if (!run.embedded) await this.embed(run, signal);
      else await this.ask(run, signal);
    } catch (error) {
      if (run !== this.run) return;
      setText(this.verdict, signal.aborted ? 'Stopped. What has run is counted.' : sentenceFor(error));
    } finally {
      if (run === this.run) this.tell();
    }
  }

  private async embed(run: CostRun, signal: AbortSignal): Promise<void> {
    await run.embed(signal, (index) => {
      if (run !== this.run) return;
      setText(this.verdict, '');
      this.bi.grid.fill(index);
      this.tell(true);
    });
  }

  private async ask(run: CostRun, signal: AbortSignal): Promise<void> {
    const known = new Set(run.passages.map(({ id }) => id));
    const answerable = this.queries.filter(({ answers }) => [...answers].some((id) => known.has(id)));
    const query = answerable[run.queries % answerable.length]!;
    setText(this.asked, `“${query.text}”`);
    this.cross.grid.empty();
    this.cross.showFirst(null, false, 0);
    this.bi.showFirst(null, false, 0);
    const done = await run.ask(
      query.text,
      signal,
      (best) => {
        this.bi.grid.best(best);
        this.tell(true);
      },
      (index) => {
        if (run !== this.run) return;
        this.cross.grid.fill(index);
        this.tell(true);
      },
    );
    this.cross.grid.best(done.crossEncoder.best);
    this.showFirst(this.bi, query, done.biEncoder);
    this.showFirst(this.cross, query, done.crossEncoder);
    setText(this.verdict, projection(run, done.biEncoder.milliseconds, done.crossEncoder.milliseconds));
  }

  private showFirst(side: CostSide, query: SampleQuery, { best, milliseconds }: { best: number; milliseconds: number }): void {
    const { id, title } = this.run.passages[best]!;
    side.showFirst(title, query.answers.has(id), milliseconds);
  }

  private tell(busy = false): void {
    const { run } = this;
    const size = run.passages.length;
    setText(this.amount, String(size));
    this.bi.show(run.biEncoder);
    this.cross.show(run.crossEncoder);
    this.go.disabled = busy;
    this.stop.disabled = !busy;
    setText(this.go, !run.embedded ? `Embed ${count(size, 'passage')} once` : run.queries === 0 ? 'Ask a query' : 'Ask another query');
  }
}

function projection({ passages, queries, biEncoder, crossEncoder }: CostRun, biQuery: number, crossQuery: number): string {
  const asked = 1000;
  return (
    `After ${queryCount(queries)}: ${count(biEncoder.runs, 'run')} against ${count(crossEncoder.runs, 'run')}. ` +
    `At this query’s pace, ${queryCount(asked)} over these ${passages.length} passages are ${time(asked * biQuery)} ` +
    `for the bi-encoder and ${time(asked * crossQuery)} for the cross-encoder.`
  );
}

function queryCount(queries: number): string {
  return queries === 1 ? '1 query' : `${queries.toLocaleString('en-US')} queries`;
}

function time(milliseconds: number): string {
  return milliseconds < 120_000
    ? millisecondsText(milliseconds)
    : milliseconds < 7_200_000
      ? `${(milliseconds / 60_000).toFixed(0)} minutes`
      : `${(milliseconds / 3_600_000).toFixed(1)} hours`;
}
