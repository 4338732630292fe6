/** How far this page's scores are from the library's: docs/decisions/0014, 120 pairs and 30 queries of the help centre. */
export const scoreDifference =
  'Scores differ slightly from those of the .NET library, as WebAssembly rounds some sums otherwise and a value between two steps of ' +
  'int8 may go to the other one: on 120 pairs of the help centre a logit by .05 in the median, .49 at most. For all 30 queries the same ' +
  'passage came first.';
