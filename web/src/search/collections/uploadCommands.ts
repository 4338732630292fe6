/** Commands that make a collection and send documents to it. */
export function uploadCommands(api: string, withKey: boolean): string {
  const key = withKey ? ["  -H 'authorization: Bearer KEY' \\"] : [];
  return [
    `curl -X PUT ${api}/collections/mine \\`,
    ...key,
    "  -H 'content-type: application/json' -d '{}'",
    `curl -X POST ${api}/collections/mine/documents \\`,
    ...key,
    "  -H 'content-type: application/x-ndjson' --data-binary @documents.jsonl",
  ].join('\n');
}
