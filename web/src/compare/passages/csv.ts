/** Reads CSV as RFC 4180 has it: commas (or tabs or semicolons, where the first line has those), quotes, line breaks within quotes. */
export function parseCsv(text: string): string[][] {
  const first = text.split('\n', 1)[0]!;
  const comma = first.includes('\t') ? '\t' : !first.includes(',') && first.includes(';') ? ';' : ',';
  const rows: string[][] = [];
  let [row, field, quoted]: [string[], string, boolean] = [[], '', false];
  const endField = () => {
    row.push(field);
    field = '';
  };
  const endRow = () => {
    endField();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[i++];
      else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === comma) endField();
    else if (character === '\n') endRow();
    else if (character !== '\r') field += character;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}
