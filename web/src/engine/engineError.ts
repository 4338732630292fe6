/** Something that went wrong and that a person can do something about; its message is a sentence for the page. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** The sentence for any error: ours as it stands, the platform's with what it means here. */
export function sentenceFor(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (isMemory(text) || (error instanceof RangeError && /alloc|length|size/i.test(text)))
    return 'There is not enough memory for both models, about 350 MB. Close other tabs or programs, then reload this page.';
  const shown = text.replace(/\s+/g, ' ').slice(0, 300);
  return `An unexpected error: ${shown} Reload the page; if it stays, report it.`;
}

function isMemory(text: string): boolean {
  return /out of memory|bad_alloc|could not allocate|allocation failed|memory access out of bounds|failed to allocate/i.test(text);
}
