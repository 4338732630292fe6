import corpus from '../../../samples/help-centre/corpus.jsonl?raw';
import judgements from '../../../samples/help-centre/qrels/test.tsv?raw';
import queries from '../../../samples/help-centre/queries.jsonl?raw';

/** A document of the sample. */
export interface SampleDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A query of the sample, and the documents that are judged to answer it fully. */
export interface SampleQuery {
  readonly text: string;
  readonly answers: ReadonlySet<string>;
}

/** The help centre of an invented service, as JSON Lines. It is part of the page, so that using it asks for nothing. */
export const corpusLines: string = corpus;

export function readDocuments(): SampleDocument[] {
  return records<{ _id: string; title: string; text: string }>(corpus).map(({ _id, title, text }) => ({ id: _id, title, text }));
}

export function readQueries(): SampleQuery[] {
  const answers = new Map<string, Set<string>>();
  for (const line of judgements.split('\n').slice(1)) {
    const [query, document, grade] = line.split('\t');
    if (Number(grade) < 3) continue;
    answers.set(query!, (answers.get(query!) ?? new Set()).add(document!));
  }
  return records<{ _id: string; text: string }>(queries).map(({ _id, text }) => ({ text, answers: answers.get(_id) ?? new Set() }));
}

// Split at \n alone: texts may contain U+2028.
function records<T>(lines: string): T[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
