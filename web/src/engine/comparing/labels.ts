/** What the page calls each of a list of passages: A to Z, or their numbers when there are more. */
export function labelOf(index: number, count: number): string {
  return count <= 26 ? String.fromCharCode(65 + index) : String(index + 1);
}
