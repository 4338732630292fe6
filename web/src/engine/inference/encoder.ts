import { EngineError } from '../engineError';
import type { ModelParts } from '../loading/modelParts';
import { pairInput, textInput } from '../tokenization/modelInput';
import type { TokenList, WordPieces } from '../tokenization/wordPieces';
import { Graph } from './graph';
import type { Embedded, Explained, ExplainedToken, Job, Scored } from './protocol';

/** A model with its tokenizer: texts in, vector or logit out. */
export class Encoder {
  // The query of the pairs in hand, tokenised once.
  private lastQuery: { readonly text: string; readonly tokens: TokenList } | undefined;

  private constructor(
    readonly parts: Omit<ModelParts, 'graph'>,
    private readonly tokenizer: WordPieces,
    private readonly graph: Graph,
  ) {}

  static async load({ graph, ...parts }: ModelParts, tokenizer: WordPieces): Promise<Encoder> {
    return new Encoder(parts, tokenizer, await Graph.load(graph));
  }

  async do(job: Job): Promise<Embedded | Scored | Explained> {
    switch (job.kind) {
      case 'embed':
        return this.embed(job.text, job.as);
      case 'score':
        return this.score(job.query, job.passage);
      case 'explain':
        return this.explain(job.query, job.passage);
    }
  }

  async embed(text: string, as: 'query' | 'document'): Promise<Embedded> {
    const input = textInput(this.tokenizer, this.tokenizer.encode(this.parts.prompts[as] + text), this.parts.maxTokens);
    const vector = await this.graph.run(input);
    return { vector: vector.slice(), tokens: input.ids.length, dropped: input.dropped };
  }

  async score(query: string, passage: string): Promise<Scored> {
    const tokens = this.tokenizer.encode(passage);
    if (tokens.ids.length === 0) return { logit: null, tokens: 0, dropped: 0 };
    const queryTokens = this.query(query);
    const input = pairInput(this.tokenizer, queryTokens, tokens, this.parts.maxTokens);
    if (input === null) throw this.queryTooLong(queryTokens.ids.length);
    const logits = await this.graph.run(input);
    return { logit: logits[0]!, tokens: input.ids.length, dropped: input.dropped };
  }

  /** The tokens of a passage, alone or beside a query, as the model reads them. */
  explain(query: string | undefined, passage: string): Explained {
    const special = (piece: string): ExplainedToken => ({ piece, part: 'special', kept: true });
    const list = (tokens: TokenList, part: 'query' | 'passage', dropped = 0): ExplainedToken[] =>
      tokens.pieces.map((piece, i) => ({ piece, part, kept: i < tokens.pieces.length - dropped }));
    const tokens = this.tokenizer.encode(passage);
    if (query === undefined) {
      const { dropped } = textInput(this.tokenizer, tokens, this.parts.maxTokens);
      return { tokens: [special('[CLS]'), ...list(tokens, 'passage', dropped), special('[SEP]')] };
    }
    const queryTokens = this.query(query);
    const input = pairInput(this.tokenizer, queryTokens, tokens, this.parts.maxTokens);
    if (input === null) throw this.queryTooLong(queryTokens.ids.length);
    return {
      tokens: [
        special('[CLS]'),
        ...list(queryTokens, 'query'),
        special('[SEP]'),
        ...list(tokens, 'passage', input.dropped),
        special('[SEP]'),
      ],
    };
  }

  private query(text: string): TokenList {
    if (this.lastQuery?.text !== text) this.lastQuery = { text, tokens: this.tokenizer.encode(text) };
    return this.lastQuery.tokens;
  }

  private queryTooLong(tokens: number): EngineError {
    const { name, maxTokens } = this.parts;
    return new EngineError(
      `The query has ${tokens} tokens; ${name} reads ${maxTokens} at once, 3 of them special, and the query is never cut, so it may have ` +
        `at most ${maxTokens - 4}. Shorten the query.`,
    );
  }
}
