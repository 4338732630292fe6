import { fieldText } from '../facets/filterText';
import type { MetadataValue } from '../server/contract';

/** Filters that hold for some of these documents: one a field, and the first two together. */
export function filterExamples(documents: ReadonlyArray<{ readonly metadata: Readonly<Record<string, MetadataValue>> }>): string[] {
  const values = new Map<string, MetadataValue[]>();
  for (const { metadata } of documents) {
    for (const [field, value] of Object.entries(metadata)) values.set(field, [...(values.get(field) ?? []), value]);
  }
  // A field that is another in each document chooses one of them at most.
  const telling = [...values].filter(
    ([, found]) => found.length < 3 || new Set(found.map((value) => JSON.stringify(value))).size < found.length,
  );
  const single = telling.flatMap(([field, found]) => exampleFor(fieldText(field), found)).slice(0, 4);
  return single.length < 2 ? single : [...single, `${single[0]} and ${single[1]}`];
}

function exampleFor(field: string, found: readonly MetadataValue[]): string[] {
  const value = mostCommon(found);
  if (Array.isArray(value)) return value.length === 0 ? [`exists ${field}`] : [`${field} contains ${JSON.stringify(value[0])}`];
  switch (typeof value) {
    case 'number':
      return [`${field} >= ${Math.max(...found.filter((other) => typeof other === 'number'))}`];
    case 'boolean':
      return [`${field} = ${value}`];
    case 'string':
      return /^\d{4}-\d\d-\d\d/.test(value) ? [`${field} >= ${value.slice(0, 10)}`] : [`${field} = ${JSON.stringify(value)}`];
    default:
      return [];
  }
}

/** The value that most documents have; of several, the one that came first. */
function mostCommon(found: readonly MetadataValue[]): MetadataValue | undefined {
  const counts = new Map<string, number>();
  for (const value of found) counts.set(JSON.stringify(value), (counts.get(JSON.stringify(value)) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best === undefined ? undefined : (JSON.parse(best[0]) as MetadataValue);
}
