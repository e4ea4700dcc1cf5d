import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { formatSize } from '../../lib/cli/text/format-amounts.ts';
import { bar, uploadProgress } from '../../lib/cli/text/progress.ts';

const megabyte = 1024 * 1024;

describe('progress', () => {
  test.each([
    [0, '[░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░] 0%'],
    [0.5, '[███████████████░░░░░░░░░░░░░░░] 50%'],
    [0.999, '[██████████████████████████████] 99%'],
    [1, '[██████████████████████████████] 100%'],
  ])('a bar at %s', (share, drawn) => {
    expect(bar(share)).toBe(drawn);
  });

  test.each<[string, number, number[], number]>([
    ['a line at each quarter', 4 * megabyte, [1, 2, 3, 4].map((part) => part * megabyte), 4],
    ['none twice', 4 * megabyte, [megabyte, megabyte + 1, 4 * megabyte], 2],
    ['one line for a small file', 1000, [250, 500, 750, 1000], 1],
  ])('without a terminal: %s', (_, total, steps, lines) => {
    const stream = new PassThrough();
    const progress = uploadProgress(stream, total);
    for (const sent of steps) progress.show(sent);
    progress.end();
    expect(String(stream.read()).trimEnd().split('\n')).toHaveLength(lines);
  });

  test('on a terminal the bar is drawn over, and ends on a line of its own', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const progress = uploadProgress(stream, megabyte);
    progress.show(megabyte);
    progress.end();
    expect(String(stream.read())).toMatch(/^\r上传 \[█+\] 100% .*\n$/);
  });

  test.each([
    [812, '812 B'],
    [13_721, '13.4 KB'],
    [196_293_427, '187.2 MB'],
  ])('%i bytes', (bytes, expected) => {
    expect(formatSize(bytes)).toBe(expected);
  });
});
