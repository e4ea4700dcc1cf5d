import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { http } from '../../lib/wiring/http.ts';
import { maxResponseBytes } from '../../lib/wiring/http/limit-response.ts';
import { Problem } from '../../schemas/kernel/problem.ts';
import { route } from '../../schemas/kernel/route.ts';
import { httpEvent, invoke, testEdge, type LogLine } from './invoke.ts';

const common = {
  room: 'catalogue',
  method: 'GET',
  summary: '查看内容。',
  callers: 'anyone',
  params: z.object({}),
  query: z.object({}),
  body: null,
  refusals: {},
} as const;
const textRoute = route({
  ...common,
  operation: 'read-text',
  path: '/api/v1/text',
  answer: { status: 200, body: z.object({ text: z.string() }) },
});
const fileRoute = route({
  ...common,
  operation: 'read-file',
  path: '/api/v1/file',
  answer: { status: 200, file: 'application/pdf' },
});

/** What Lambda counts: the whole response as JSON. */
const bytesOf = (response: object) => Buffer.byteLength(JSON.stringify(response));
/** As the function gives it: `invoke` adds to it. */
function givenResponse({ statusCode, headers, body, isBase64Encoded }: Awaited<ReturnType<typeof invoke>>) {
  return { statusCode, headers, body, ...(isBase64Encoded ? { isBase64Encoded } : {}) };
}
const ask = async (text: string, lines: LogLine[] = []) => {
  const response = await invoke(
    http(
      textRoute,
      () => ({}),
      async () => ({ text }),
      testEdge(lines),
    ),
    httpEvent(textRoute, {}),
  );
  return givenResponse(response);
};
const download = async (size: number) => {
  const response = await invoke(
    http(
      fileRoute,
      () => ({}),
      async () => ({ file: new Uint8Array(size) }),
      testEdge(),
    ),
    httpEvent(fileRoute, {}),
  );
  return givenResponse(response);
};
const codeOf = ({ body }: { readonly body: string }) => Problem.parse(JSON.parse(body)).code;

describe('an answer in JSON', () => {
  test.each([
    ['ASCII', 'x', 1],
    ['Chinese', '漯', 3],
    ['quotes, which are escaped twice', '"', 4],
    ['line breaks', '\n', 3],
    ['letters beyond the basic plane', '𠀀', 4],
  ])('of %s goes out up to 6 MiB as Lambda counts it, and is refused above', async (_, letter, bytesEach) => {
    const room = maxResponseBytes - bytesOf(await ask(''));
    const full = letter.repeat(Math.floor(room / bytesEach)) + 'x'.repeat(room % bytesEach);
    const answer = await ask(full);
    expect([answer.statusCode, bytesOf(answer)]).toEqual([200, maxResponseBytes]);
    const refusal = await ask(`${full}x`);
    expect([refusal.statusCode, codeOf(refusal)]).toEqual([422, 'response-too-large']);
  });

  test('that is refused says what to do, and is logged without content', async () => {
    const lines: LogLine[] = [];
    const { body } = await ask('漯河'.repeat(2_000_000), lines);
    expect(Problem.parse(JSON.parse(body)).detail).toBe(
      '这次的结果超过 6 MB，平台无法一次返回。请减少每页条数（limit）或缩小查询条件后再试；下载文件时出现此提示，请联系市政府信息中心。',
    );
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).toContain('response-too-large');
    expect(JSON.stringify(lines)).not.toContain('漯河');
  });
});

test('a file goes out up to 6 MiB with the third that base64 adds, and is refused above', async () => {
  const room = maxResponseBytes - bytesOf(await download(0));
  const most = Math.floor(room / 4) * 3;
  const answer = await download(most);
  expect([answer.statusCode, bytesOf(answer) <= maxResponseBytes, bytesOf(answer) + 4 > maxResponseBytes]).toEqual([
    200,
    true,
    true,
  ]);
  expect(most).toBeGreaterThan(4_700_000);
  const refusal = await download(most + 1);
  expect([refusal.statusCode, codeOf(refusal)]).toEqual([422, 'response-too-large']);
});
