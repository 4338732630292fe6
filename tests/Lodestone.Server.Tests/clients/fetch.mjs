// Sends requests by the platform's own fetch: [{"method", "url", "body"}] on standard input, their statuses on standard output.
import { text } from 'node:stream/consumers';

const statuses = [];
for (const { method, url, body } of JSON.parse(await text(process.stdin))) {
  const headers = body === null ? {} : { 'Content-Type': 'application/json' };
  statuses.push((await fetch(url, { method, body, headers })).status);
}

console.log(JSON.stringify(statuses));
