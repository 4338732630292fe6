/** Whether a text has nothing in it that a model could read: only white space, control and format characters. */
export function isBlank(text: string): boolean {
  // As in the library, which looks at UTF-16 units: a format character beyond the first plane is not blank.
  return /^(?:[\s\u0085]|(?![\u{10000}-\u{10FFFF}])[\p{Cc}\p{Cf}])*$/u.test(text);
}
