import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { fillPhrase } from '../../../lib/kernel/fill-phrase.ts';
import { sourceFaults } from '../../../schemas/collection/sources/source-faults.ts';
import { departmentService, json, type Service } from './department-service.ts';
import { startedAt, declared, faultOf, openSession, readAll } from './open-session.ts';

let service: Service;
afterEach(async () => await service.close());
const ok = { code: 0, data: [{ no: 1 }] };

/** The fault's Chinese sentence with its facts. */
const sentence = ({
  code,
  facts,
}: {
  readonly code: keyof typeof sourceFaults;
  readonly facts: Readonly<Record<string, string | number>>;
}) => fillPhrase(sourceFaults[code].detail, facts);

describe('a service that fails every time', () => {
  const send =
    (body: string | Buffer, status = 200, headers: Record<string, string> = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(status, headers).end(body);
  type Failing = [string, (response: ServerResponse) => void, string, Record<string, unknown>, calls: number];
  test.each<Failing>([
    ['500', send('bad', 500), 'http-status', { status: 500 }, 3],
    ['404', send('none', 404), 'http-status', { status: 404 }, 3],
    ['304', send('', 304), 'http-status', { status: 304 }, 3],
    ['503 without a word', send('', 503), 'http-status', { status: 503 }, 3],
    ['503 with a word that no one reads', send('', 503, { 'retry-after': 'soon' }), 'http-status', { status: 503 }, 3],
    ['503 for a while', send('', 503, { 'retry-after': '3' }), 'too-many-requests', { status: 503 }, 3],
    ['429', send('', 429), 'too-many-requests', { status: 429 }, 3],
    ['no JSON', send('<html>正在维护</html>'), 'answer-not-readable', { format: 'JSON' }, 3],
    ['half of the JSON', send('{"code":0,"data":[{"no":'), 'answer-not-readable', { format: 'JSON' }, 3],
    [
      'deeper than anything',
      send(`{"code":0,"data":${'['.repeat(600)}${']'.repeat(600)}}`),
      'answer-not-readable',
      { format: 'JSON' },
      3,
    ],
    ...[
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
      'HTTP/1.1 101 Switching Protocols\r\n\r\n{"code":0,"data":[]}',
      'HTTP/1.1 101 X\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc',
      'HTTP/1.1 100 Continue\r\n\r\n',
    ].map((head): Failing => [
      head.split('\r\n\r\n', 1).join(),
      (response) => response.socket?.write(head),
      'answer-not-readable',
      { format: 'HTTP' },
      3,
    ]),
    [
      'another encoding',
      send(Buffer.from([0x7b, 0x22, 0xe8, 0xae, 0xb8, 0xe5, 0x8f, 0x22, 0x3a, 0x31, 0x7d])),
      'encoding-wrong',
      { charset: 'UTF-8' },
      3,
    ],
    ['a code that is no success', send('{"code":"500","data":[{"no":1}]}'), 'business-error', {}, 3],
    ['no code', send('{"data":[{"no":1}]}'), 'business-error', {}, 3],
    ['no list', send('{"code":0,"rows":[]}'), 'records-not-found', { path: 'data' }, 3],
    ['another object for a list', send('{"code":0,"data":{"page":1}}'), 'records-not-found', { path: 'data' }, 3],
    ['too much', send(JSON.stringify({ ...ok, more: 'x'.repeat(2000) })), 'answer-too-large', { limit: 1500 }, 1],
    [
      'too much when unpacked',
      send(gzipSync(JSON.stringify({ ...ok, more: 'x'.repeat(1_000_000) })), 200, { 'content-encoding': 'gzip' }),
      'answer-too-large',
      { limit: 1500 },
      1,
    ],
    [
      'packed in half',
      send(gzipSync(JSON.stringify(ok)).subarray(0, 30), 200, { 'content-encoding': 'gzip' }),
      'answer-not-readable',
      { format: 'gzip' },
      3,
    ],
    [
      'packed, and more behind the end',
      send(Buffer.concat([deflateSync(JSON.stringify(ok)), Buffer.from('x')]), 200, { 'content-encoding': 'deflate' }),
      'answer-not-readable',
      { format: 'Content-Encoding' },
      3,
    ],
    ['accepted, to be asked for later', (response) => response.writeHead(202).end(), 'http-status', { status: 202 }, 3],
    ['a part without being asked', (response) => response.writeHead(206).end(), 'http-status', { status: 206 }, 3],
    [
      'packed in a way that no one knows',
      send(Buffer.from([0x9f, 0x80, 0x01, 0x02]), 200, { 'content-encoding': 'zip' }),
      'answer-not-readable',
      { format: 'Content-Encoding' },
      3,
    ],
    [
      'a body cut off',
      (response) =>
        response.writeHead(200, { 'content-length': '999' }).write('{"code":0,"data":[]}', () => response.destroy()),
      'connection-lost',
      {},
      3,
    ],
    [
      'chunks cut off',
      (response) => response.writeHead(200).write('{"code":0,"data":[]}', () => response.destroy()),
      'connection-lost',
      {},
      3,
    ],
    ['connection closed', (response) => response.destroy(), 'connection-lost', {}, 3],
    [
      'not HTTP',
      (response) => response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n'),
      'answer-not-readable',
      { format: 'HTTP' },
      3,
    ],
  ])('%s', async (_, answer, ...[code, facts, calls]) => {
    service = await departmentService((_seen, response) => answer(response));
    const { session } = openSession(
      declared(service.origin, { answer: { success: { path: 'code', is: ['0'] } }, limits: { pageBytes: 1500 } }),
    );
    const fault = await faultOf(session.page(null));
    expect(fault).toMatchObject({ code, facts });
    expect(sentence(fault)).not.toMatch(/[{}]/);
    expect(service.seen).toHaveLength(calls);
    await session.close();
  });
});

describe('a body is read as what its bytes are', () => {
  const text = JSON.stringify({ data: [{ no: 1 }, { no: '许可证' }] });
  const [gzip, zlib, raw, brotli] = [gzipSync(text), deflateSync(text), deflateRawSync(text), brotliCompressSync(text)];
  test.each<[string, string | Buffer, string | null]>([
    ['gzip', gzip, 'gzip'],
    ['gzip in capitals', gzip, 'X-GZIP'],
    ['gzip without a word', gzip, null],
    ['gzip that is said to be none', gzip, 'identity'],
    ['gzip twice', gzipSync(gzip), 'gzip, gzip'],
    ['gzip of brotli', gzipSync(brotli), 'br, gzip'],
    ['brotli of gzip', brotliCompressSync(gzip), 'gzip, br'],
    ['gzip of raw deflate', gzipSync(raw), 'deflate, gzip'],
    ['gzip once that is said to be twice', gzip, 'gzip, gzip'],
    ['gzip that is said to be brotli', gzip, 'br'],
    ['zlib', zlib, 'deflate'],
    ['zlib, stored only', deflateSync(text, { level: 0 }), 'deflate'],
    ['zlib without a word', zlib, null],
    ['raw deflate', raw, 'deflate'],
    ['raw deflate that is said to be gzip', raw, 'gzip'],
    ['brotli', brotli, 'br'],
    ['brotli without a word', brotli, null],
    ['zstd', zstdCompressSync(text), 'zstd'],
    ['plain, the charset said', text, 'UTF-8'],
    ['plain, said to be identity', text, 'identity'],
    ['plain, said to be none', text, 'none'],
    ['plain, said to be gzip', text, 'gzip'],
    ['plain, said to be deflate', text, 'deflate'],
    ['plain, said to be brotli', text, 'br'],
    ['plain, said to be what nobody knows', text, 'zip'],
  ])('%s', async (_, body, encoding) => {
    service = await departmentService((_seen, response) =>
      response.writeHead(200, encoding === null ? {} : { 'content-encoding': encoding }).end(body),
    );
    const { session } = openSession(declared(service.origin));
    const page = await session.page(null);
    expect(page.rows).toBe(2);
    expect(Buffer.from(page.bytes).toString()).toBe(text);
    await session.close();
  });
});

test.each<[string, number, string | undefined]>([
  ['204', 204, undefined],
  ['205', 205, undefined],
  ['an empty body', 200, ''],
  ['white space', 200, '\r\n'],
  ['null', 200, 'null'],
  ['an empty text', 200, '""'],
  ['an empty list', 200, '{"data":[]}'],
  ['an empty object', 200, '{"data":{}}'],
])('nothing new is a success without records: %s', async (_, status, body) => {
  service = await departmentService((_seen, response) => response.writeHead(status).end(body));
  const increment = { kind: 'update-time' };
  const { session } = openSession(declared(service.origin, { increment, answer: { success: undefined } }));
  expect(await readAll(session)).toMatchObject([{ rows: 0, next: null, watermark: startedAt }]);
  expect(service.seen).toHaveLength(1);
  await session.close();
});

test('the fault carries the received bytes', async () => {
  service = await departmentService((_, response) => response.writeHead(200).end('<html>正在维护</html>'));
  const { session } = openSession(declared(service.origin));
  expect(new TextDecoder().decode((await faultOf(session.page(null))).raw)).toBe('<html>正在维护</html>');
  await session.close();
});

describe('retries', () => {
  const failing = async (times: number, answer: (response: ServerResponse) => void) => {
    service = await departmentService((_, response, before) =>
      before < times ? answer(response) : json(response, ok),
    );
    return openSession(declared(service.origin, { request: { method: 'POST', body: '{}' } }));
  };
  test.each<[string, number, (response: ServerResponse) => void, number[]]>([
    ['an error, then an answer', 1, (response) => json(response, {}, 500), [250]],
    ['two errors, then an answer', 2, (response) => json(response, {}, 502), [250, 500]],
    ['a lost connection', 1, (response) => response.destroy(), [250]],
    ['half an answer', 1, (response) => response.end('{"data":['), [250]],
    ['an error inside an answer', 1, (response) => json(response, { data: 'none' }), [250]],
    ['as long as it asks for', 1, (response) => json(response, {}, 429, { 'retry-after': '7' }), [7000]],
    [
      'until when it asks for',
      1,
      (response) => json(response, {}, 503, { 'retry-after': new Date(Date.parse(startedAt) + 20_000).toUTCString() }),
      [20_000],
    ],
    [
      'a time that is over',
      1,
      (response) => json(response, {}, 429, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }),
      [],
    ],
  ])('%s', async (_, times, answer, waited) => {
    const { session, pauses } = await failing(times, answer);
    expect(await readAll(session)).toMatchObject([{ rows: 1, next: null }]);
    expect(pauses).toEqual(waited);
    await session.close();
  });

  test('a long Retry-After is left to the timetable', async () => {
    const { session, pauses } = await failing(1, (response) => json(response, {}, 429, { 'retry-after': '31' }));
    expect(await faultOf(session.page(null))).toMatchObject({
      code: 'too-many-requests',
      facts: { status: 429 },
      retryAfterSeconds: 31,
    });
    expect([pauses, service.seen.length]).toEqual([[], 1]);
    await session.close();
  });

  test('a compressed answer is read although not requested', async () => {
    service = await departmentService(({ headers }, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(headers['accept-encoding'] === 'identity' ? gzipSync(JSON.stringify(ok)) : ''),
    );
    const { session } = openSession(declared(service.origin));
    expect(await readAll(session)).toMatchObject([{ rows: 1 }]);
    await session.close();
  });
});

describe('timeouts', () => {
  const impatient = { limits: { timeoutSeconds: 1 } };
  test.each<[string, (response: ServerResponse) => void]>([
    ['no answer', () => undefined],
    [
      'an answer that drips',
      (response) => {
        response.writeHead(200).write('{"data":[');
        const drip = setInterval(() => response.write(' '), 100);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('%s within a second', async (_, answer) => {
    service = await departmentService((_seen, response) => answer(response));
    const { session } = openSession(declared(service.origin, impatient));
    const begin = performance.now();
    expect(await faultOf(session.page(null))).toMatchObject({ code: 'timed-out', facts: { seconds: 1 } });
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(service.seen).toHaveLength(3);
    await session.close();
  });

  test('a name lookup that never ends', async () => {
    service = await departmentService((_, response) => json(response, ok));
    const { session } = openSession(declared('http://slow.example.cn/', impatient), {
      allowed: '*.example.cn',
      resolve: async () => await new Promise(() => undefined),
    });
    expect((await faultOf(session.page(null))).code).toBe('timed-out');
    await session.close();
  });

  test('aborting the run aborts the call', async () => {
    const stop = new AbortController();
    service = await departmentService(() => stop.abort(new Error('stopped')));
    const { session } = openSession(declared(service.origin), { signal: stop.signal });
    await expect(session.page(null)).rejects.toThrow('stopped');
    expect(service.seen).toHaveLength(1);
    await session.close();
  });

  test('closing the session aborts its calls', async () => {
    const { promise: asked, resolve: wasAsked } = Promise.withResolvers<null>();
    service = await departmentService(() => wasAsked(null));
    const { session } = openSession(declared(service.origin));
    const page = session.page(null);
    void asked.then(async () => await session.close());
    await expect(page).rejects.toThrow('the session was closed');
  });
});

describe('connecting', () => {
  test('a closed port', async () => {
    service = await departmentService(() => undefined);
    await service.close();
    const { session, pauses } = openSession(declared(service.origin));
    expect((await faultOf(session.page(null))).code).toBe('not-reachable');
    expect(pauses).toEqual([250, 500]);
    await session.close();
    service = await departmentService(() => undefined);
  });

  test('an unknown name', async () => {
    service = await departmentService(() => undefined);
    const { session } = openSession(declared('http://nobody.example.cn/'), {
      allowed: '*.example.cn',
      resolve: async () => await Promise.reject(new Error('ENOTFOUND')),
    });
    expect((await faultOf(session.page(null))).code).toBe('name-not-found');
    await session.close();
  });

  test('a placeholder cannot change the host', async () => {
    service = await departmentService((_, response) => json(response, ok));
    const { session } = openSession(
      declared('http://host{{cursor}}/', { increment: { kind: 'cursor', next: 'm', first: '.example.cn' } }),
      { allowed: '0.0.0.0/0, *.example.cn', resolve: async () => [{ address: '203.0.113.7' }] },
    );
    expect((await faultOf(session.page(null))).code).toBe('address-not-listed');
    await session.close();
  });
});

test('no fault contains a secret or the query', async () => {
  service = await departmentService((_, response) => response.destroy());
  const { session } = openSession(
    declared(`${service.origin}/?id=412702199003070016`, {
      authentication: { kind: 'api-key', in: 'query', name: 'key' },
    }),
    { secret: { key: 'very-secret' } },
  );
  const { message, facts, stack, cause } = await faultOf(session.page(null));
  expect([message, JSON.stringify(facts), stack, String(cause), JSON.stringify(cause)].join()).not.toMatch(
    /very-secret|412702/,
  );
  await session.close();
});
