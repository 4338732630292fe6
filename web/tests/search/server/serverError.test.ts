import { expect, test } from 'vitest';
import { NoServerError, problemOf, ServerError, sentenceOf } from '../../../src/search/server/serverError';

const problem = { type: 'about:blank', title: 'Busy', status: 429, detail: 'The server is busy.' };

test.each([
  ['absent', {}, 'The server is busy.'],
  ['null', { retryAfterSeconds: null }, 'The server is busy.'],
  ['a number', { retryAfterSeconds: 5 }, 'The server is busy. Try again in 5 s.'],
])('sentenceOf_RetryAfterIs %s', (_, more, sentence) => {
  expect(sentenceOf(new ServerError({ ...problem, ...more }))).toBe(sentence);
});

test('sentenceOf_NoServer_IsItsMessage', () => {
  expect(sentenceOf(new NoServerError('The server does not answer.'))).toBe('The server does not answer.');
});

test('problemOf_AnswerOfAnotherServer_SaysItsStatus', async () => {
  const { status, detail } = await problemOf(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect([status, detail]).toEqual([502, 'The server answered with the status 502 and no explanation. Its log may say more.']);
});
