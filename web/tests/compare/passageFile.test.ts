import { expect, test } from 'vitest';
import { parseCsv } from '../../src/compare/passages/csv';
import { maxFileBytes, readPassageFile } from '../../src/compare/passages/passageFile';

type Refusal = [name: string, content: string | Uint8Array<ArrayBuffer>, sentence: RegExp];

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name);

test.each([
  ['a.txt', 'one\ntwo\n', [{ text: 'one' }, { text: 'two' }]],
  ['a.md', '# Title\n\nSome text\nover two lines\n', [{ text: '# Title' }, { text: 'Some text\nover two lines' }]],
  [
    'A.CSV',
    'id,text\n7,"a ""b"", c"\n8,d\n',
    [
      { id: '7', text: 'a "b", c' },
      { id: '8', text: 'd' },
    ],
  ],
  ['semi.csv', 'passage;id\r\none;1\r\n', [{ text: 'one', id: '1' }]],
  ['one.csv', 'just a list\nof lines\n', [{ text: 'just a list' }, { text: 'of lines' }]],
  ['a.jsonl', '{"_id": 3, "text": "x"}\n\n{"text": ""}\n', [{ id: '3', text: 'x' }, { text: '' }]],
])('readPassageFile_%s', async (name, content, passages) => {
  expect(await readPassageFile(file(name, content))).toEqual(passages);
});

test.each([
  ['a.pdf', 'x', /a\.pdf is not read by this page, which has no reader for PDF/],
  ['a.xyz', 'x', /a\.xyz is of a kind.*Accepted are \.txt/],
  ['none', 'x', /none is of a kind/],
  ['big.txt', new Uint8Array(maxFileBytes + 1), /big\.txt has 1\.0 MB; .* up to 1\.0 MB/],
  ['latin.txt', new Uint8Array([0x63, 0xe9, 0x0a]), /latin\.txt is not UTF-8/],
  ['binary.txt', new Uint8Array([0x61, 0x00, 0x62]), /binary\.txt is not a text file/],
  ['columns.csv', 'a,b\n1,2\n', /columns\.csv has the columns "a", "b"/],
  ['bad.jsonl', '{"text": "a"}\n{oops\n', /Line 2 of bad\.jsonl is not valid JSON/],
  ['list.jsonl', '["a"]\n', /Line 1 of list\.jsonl is not an object/],
  ['other.jsonl', '{"body": "a"}\n', /Line 1 of other\.jsonl has no text.*found body/],
] as Refusal[])('readPassageFile_%s_IsRefusedInASentence', async (name, content, sentence) => {
  await expect(readPassageFile(file(name, content))).rejects.toThrow(sentence);
});

test('parseCsv_QuotesAndBreaks_AreReadAsRfc4180HasThem', () => {
  expect(parseCsv('a,"b\nc",""\r\n"x""y",,z')).toEqual([
    ['a', 'b\nc', ''],
    ['x"y', '', 'z'],
  ]);
});
