import { EngineError } from '../engineError';
import { cosine } from '../scores';
import type { Encoder } from './encoder';

/** Makes a model prove that it works here, by its lodestone.check.json; one that does not is refused. */
export async function selfCheck(encoder: Encoder): Promise<void> {
  const { name, check } = encoder.parts;
  for (const { text, as, embedding } of check.texts ?? []) {
    const found = cosine((await encoder.embed(text, as ?? 'document')).vector, Float32Array.from(embedding));
    if (!(found >= (check.minCosine ?? 1)))
      throw refusal(name, `"${text}"`, `cosine ${found.toFixed(4)} to the expected vector`, `${check.minCosine} or more`);
  }
  for (const { query, passage, logit } of check.pairs ?? []) {
    const found = (await encoder.score(query, passage)).logit ?? NaN;
    if (!(Math.abs(found - logit) <= (check.tolerance ?? 0)))
      throw refusal(name, `"${query}" with "${passage}"`, `logit ${found.toFixed(3)}`, `${logit} within ${check.tolerance}`);
  }
}

function refusal(name: string, input: string, found: string, expected: string): EngineError {
  return new EngineError(
    `${name} does not work in this browser: for ${input} it gives ${found}; expected is ${expected} (lodestone.check.json). ` +
      'Its answers would be wrong, so it is not used. Try another browser, and report this one.',
  );
}
