import { h } from '../../ui/dom';
import type { Hit, MetadataValue } from '../server/contract';

export function metadataChips(metadata: Hit['metadata']): HTMLElement[] {
  return Object.entries(metadata).map(([name, value]) =>
    h('span', { class: 'meta' }, h('span', { class: 'quiet' }, `${name} `), metadataText(value)),
  );
}

/** A value as people read it; as a filter writes it, see filterExamples. */
export function metadataText(value: MetadataValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
