import { expect, test } from 'vitest';
import { uploadCommands } from '../../../src/search/collections/uploadCommands';

test('uploadCommands_WithAKey_SendAPlaceholderForItEachTime', () => {
  const lines = uploadCommands('http://host/v1', true).split('\n');
  expect(lines.filter((line) => line === "  -H 'authorization: Bearer KEY' \\")).toHaveLength(2);
  expect(uploadCommands('http://host/v1', false)).not.toContain('authorization');
});
