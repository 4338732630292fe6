// Numbers as people read them; the same everywhere.
const thousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const none = '–';

export function cosineText(value: number | null): string {
  return value === null ? none : value.toFixed(4);
}

export function logitText(value: number | null): string {
  return value === null ? none : value.toFixed(3).replace('-', '−');
}

/** Four digits, which must not turn nearly certain into certain. */
export function probabilityText(value: number | null): string {
  if (value === null) return none;
  if (value > 0.99995 && value < 1) return '>0.9999';
  if (value > 0 && value < 0.00005) return '<0.0001';
  return value.toFixed(4);
}

export function millisecondsText(value: number): string {
  return value < 10 && value > 0 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${thousands.format(value)} ms` : seconds(value);
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A number with its noun: "1 run", "2 runs". */
export function count(value: number, noun: string): string {
  return `${thousands.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A fused or final score; comparable within one answer only. */
export function scoreText(value: number): string {
  return value.toFixed(4);
}

/** A probability in hundredths; what is nearly certain must not become certain. */
export function percentText(value: number | null): string {
  if (value === null) return none;
  const percent = value * 100;
  if (percent > 99.9 && percent < 100) return '>99.9 %';
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  return `${percent.toFixed(1)} %`;
}

/** A time to wait, as people say it: "20 s", "3 minutes". */
export function roundSeconds(milliseconds: number): string {
  const s = milliseconds / 1000;
  return s < 15 ? `${Math.ceil(s)} s` : s < 90 ? `${Math.ceil(s / 5) * 5} s` : `${Math.ceil(s / 60)} minutes`;
}
