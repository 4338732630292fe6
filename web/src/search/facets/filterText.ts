/** A value by which a facet chooses; a list of strings chooses by each of them. */
export type ChoiceValue = string | number | boolean;

/** A filter as the page shows it: values chosen of fields, and conditions in the language of filters. All of them must hold. */
export interface FilterParts {
  /** The values of each field, one of which must be there. */
  readonly choices: ReadonlyMap<string, readonly ChoiceValue[]>;
  /** The other conditions, as they were written. */
  readonly rest: readonly string[];
}

const keywords = new Set(['and', 'or', 'not', 'in', 'contains', 'exists', 'true', 'false']);

/** Reads the text of a filter (docs/filters.md). A part that is no choice of values, or cannot be read, is a condition as it is. */
export function readFilter(text: string): FilterParts {
  const choices = new Map<string, readonly ChoiceValue[]>();
  const rest: string[] = [];
  for (const clause of conjuncts(text)) {
    const choice = readChoice(clause);
    // Two conditions on one field must both hold, which no choice of one of several values says.
    if (choice === null || choices.has(choice.field)) rest.push(clause);
    else choices.set(choice.field, choice.values);
  }
  return { choices, rest };
}

/** Writes a filter that `readFilter` reads as the same parts. */
export function writeFilter({ choices, rest }: FilterParts): string {
  const chosen = [...choices].flatMap(([field, values]) => {
    const [first] = values;
    if (first === undefined) return [];
    const name = fieldText(field);
    return values.length === 1 ? [`${name} = ${valueText(first)}`] : [`${name} in (${values.map(valueText).join(', ')})`];
  });
  const alone = chosen.length + rest.length === 1;
  return [...chosen, ...rest.map((clause) => (alone || !hasOr(clause) ? clause : `(${clause})`))].join(' and ');
}

/** The same with a value chosen that was not, or no longer chosen. */
export function toggle({ choices, rest }: FilterParts, field: string, value: ChoiceValue): FilterParts {
  const before = choices.get(field) ?? [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const next = new Map(choices);
  if (values.length === 0) next.delete(field);
  else next.set(field, values);
  return { choices: next, rest };
}

/** A field's name as a filter writes it. */
export function fieldText(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) && !keywords.has(name.toLowerCase()) ? name : `\`${name.replaceAll('`', '``')}\``;
}

function valueText(value: ChoiceValue): string {
  if (typeof value !== 'string') return String(value);
  // The language of filters has no \b and \f.
  return JSON.stringify(value).replace(/\\[\\"nrtu]|\\b|\\f/g, (escape) =>
    escape === '\\b' ? '\\u0008' : escape === '\\f' ? '\\u000c' : escape,
  );
}

interface Token {
  readonly kind: 'string' | 'field' | 'word' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of a filter; null when it cannot be read to its end. */
function tokens(text: string): Token[] | null {
  const string = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/.source;
  const word = /@?[\p{L}\p{N}_.:+-]+/u.source;
  const pattern = new RegExp(
    `\\s+|(?<string>${string})|(?<field>\`(?:[^\`]|\`\`)*\`)|(?<word>${word})|(?<sign>[(),]|!=|<=|>=|[=<>])`,
    'suy',
  );
  const found: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) return null;
    const groups = match.groups!;
    const kind = (['string', 'field', 'word', 'sign'] as const).find((name) => groups[name] !== undefined) ?? 'sign';
    const value = groups[kind];
    if (value !== undefined) found.push({ kind, text: value, start, end: start + value.length });
  }
  return found;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

/** The conditions that a filter joins by `and`. */
function conjuncts(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const found = tokens(trimmed);
  if (found === null) return [trimmed];
  const cuts: Token[] = [];
  let depth = 0;
  for (const token of found) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (depth === 0 && isWord(token, 'or')) return [trimmed];
    else if (depth === 0 && isWord(token, 'and')) cuts.push(token);
    if (depth < 0) return [trimmed];
  }
  if (depth > 0) return [trimmed];
  const parts = [...cuts, null].map((cut, i) => trimmed.slice(i === 0 ? 0 : cuts[i - 1]!.end, cut?.start ?? trimmed.length).trim());
  // "a and" is no conjunction; the server says where it ends too early.
  return parts.includes('') ? [trimmed] : parts.map(unwrap);
}

/** A condition without parentheses that enclose all of it. */
function unwrap(clause: string): string {
  const found = tokens(clause);
  if (found?.[0]?.text !== '(' || found.at(-1)!.text !== ')') return clause;
  let depth = 0;
  for (const token of found.slice(0, -1)) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (depth === 0) return clause;
  }
  return clause.slice(1, -1).trim();
}

function hasOr(clause: string): boolean {
  const found = tokens(clause);
  return found === null || found.some((token) => isWord(token, 'or'));
}

function readChoice(clause: string): { readonly field: string; readonly values: readonly ChoiceValue[] } | null {
  const found = tokens(clause);
  const [name, operator, ...values] = found ?? [];
  if (name === undefined || operator === undefined) return null;
  const field = readField(name);
  if (field === null) return null;
  if (operator.text === '=') return values.length === 1 ? choiceOf(field, values) : null;
  if (!isWord(operator, 'in') || values[0]?.text !== '(' || values.at(-1)?.text !== ')') return null;
  const listed = values.slice(1, -1);
  if (listed.length % 2 === 0 || listed.some((token, i) => (i % 2 === 1) !== (token.text === ',' && token.kind === 'sign'))) return null;
  return choiceOf(
    field,
    listed.filter((_, i) => i % 2 === 0),
  );
}

function choiceOf(field: string, values: readonly Token[]) {
  const read = values.map(readValue);
  return read.every((value) => value !== null) ? { field, values: [...new Set(read)] } : null;
}

function readField({ kind, text }: Token): string | null {
  if (kind === 'field') return text.slice(1, -1).replaceAll('``', '`');
  return kind === 'word' && /^[A-Za-z_][\w.-]*$/.test(text) && !keywords.has(text.toLowerCase()) ? text : null;
}

function readValue({ kind, text }: Token): ChoiceValue | null {
  if (kind === 'string') return unescaped(text.slice(1, -1));
  if (kind !== 'word') return null;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  // A number that the page cannot hold exactly stays as it was written.
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : null;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'" };

function unescaped(text: string): string | null {
  let isRead = true;
  const value = text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    isRead &&= escapes[letter!] !== undefined;
    return escapes[letter!] ?? '';
  });
  return isRead ? value : null;
}
