import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { escapeUnprintable, escapingStream } from '../../lib/cli/escaping-stream.ts';

test.each([
  ['a direction override', '报送\u202exslx.exe', '报送\\u202exslx.exe'],
  ['a colour', '\u001b[31m红\u001b[0m', '\\u001b[31m红\\u001b[0m'],
  ['a C1 control', 'a\u009b2J', 'a\\u009b2J'],
  ['a return that overwrites', 'a\rb', 'a\\u000db'],
  ['half of a character', 'a\ud83d', 'a\\ud83d'],
  ['a tag of plane 14', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ['a table', '一\t二\n', '一\t二\n'],
  ['a progress bar', '\r上传\u001b[K', '\r上传\u001b[K'],
  ['rare ideographs and emoji', '𠮷😀', '𠮷😀'],
])('%s', (_name, text, shown) => {
  expect(escapeUnprintable(text)).toBe(shown);
  expect(JSON.parse(`"${escapeUnprintable(JSON.stringify(text).slice(1, -1))}"`)).toBe(text);
});

test('a stream escapes what is written, and passes on the rest', async () => {
  const inner = new PassThrough();
  const stream = escapingStream(inner);
  const drained = new Promise<void>((resolve) => void stream.on('finish', resolve));
  stream.write('名\u202e\n');
  stream.end();
  await drained;
  expect(String(inner.read())).toBe('名\\u202e\n');
  expect(stream.writable).toBe(false);
});
