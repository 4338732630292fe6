import { Tokenizer } from '@huggingface/tokenizers';
import { exactText } from './exactText';

/** A text's tokens without special ones; `ids[i]` is `pieces[i]`. */
export interface TokenList {
  readonly ids: readonly number[];
  readonly pieces: readonly string[];
}

/** Turns texts into the token ids that a model was trained on. */
export class WordPieces {
  private readonly library: Tokenizer;
  readonly cls: number;
  readonly sep: number;

  constructor(json: string, config: object) {
    this.library = new Tokenizer(JSON.parse(json) as object, config);
    this.cls = this.special('[CLS]');
    this.sep = this.special('[SEP]');
  }

  encode(text: string): TokenList {
    const encoding = this.library.encode(exactText(text), { add_special_tokens: false });
    return { ids: encoding.ids, pieces: encoding.tokens };
  }

  private special(token: string): number {
    const id = this.library.token_to_id(token);
    if (id === undefined) throw new Error(`tokenizer.json has no ${token}.`);
    return id;
  }
}
