/** What the page calls each of a list of passages: A to Z, or their numbers when there are more. */
export function labelOf(index: number, count: number): string {
  return count <= 26 ? String.fromCharCode(65 + index) : String(index + 1);
}

/** A place in an order as people say it: 1st, 2nd, 3rd, 11th. */
export function ordinal(place: number): string {
  const teen = place % 100 >= 11 && place % 100 <= 13;
  return `${place}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')}`;
}
