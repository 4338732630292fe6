import type { Passage } from '../../engine/comparing/comparison';
import { passage, textColumns } from './tables';

/**
 * The passages of a JSON value: an array of strings, or of objects with a text, or an object that has such an array. Null where it is
 * none of these.
 */
export function fromJson(value: unknown): Passage[] | null {
  if (Array.isArray(value)) {
    const passages = value.map(fromItem);
    return passages.length > 0 && passages.every((one) => one !== null) ? passages : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const inner of Object.values(value)) {
    const passages = Array.isArray(inner) ? fromJson(inner) : null;
    if (passages !== null) return passages;
  }
  return null;
}

/** The passages of a text that was pasted and is JSON; null where it is not. */
export function pastedJson(text: string): Passage[] | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return fromJson(JSON.parse(text));
  } catch {
    // It begins like JSON and is not: it is taken as the text that it is.
    return null;
  }
}

function fromItem(item: unknown): Passage | null {
  if (typeof item === 'string') return { text: item };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
  const object = item as Record<string, unknown>;
  const text = textColumns.map((name) => object[name]).find((value) => typeof value === 'string');
  const id = object['id'] ?? object['_id'];
  return text === undefined ? null : passage(text, typeof id === 'string' || typeof id === 'number' ? String(id) : undefined);
}
