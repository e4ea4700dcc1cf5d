import { afterEach, describe, expect, test } from 'vitest';
import { redactSecrets } from '../../../lib/adapters/sources/calls/redact-secrets.ts';
import { departmentService, type Service } from './department-service.ts';
import { declared, faultOf, openSession } from './open-session.ts';

const redact = (text: string | Buffer, ...secrets: string[]) =>
  Buffer.from(redactSecrets(typeof text === 'string' ? Buffer.from(text) : text, secrets)).toString();
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hexOf = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const key = 'k&y="秘密"+1';

describe('a kept page has no secret', () => {
  test.each<[string, string | Buffer, string]>([
    ['as it is', `key ${key}!`, 'key ***!'],
    ['in JSON', JSON.stringify({ key }), '{"key":"***"}'],
    ['in JSON with escapes', `{"key":"k\\u0026y=\\u0022\\u79d8\\u5bc6\\u0022+1"}`, '{"key":"***"}'],
    ['in markup', '<p>k&amp;y=&quot;秘密&quot;+1</p>', '<p>***</p>'],
    [
      'in references by number',
      `<p>${Array.from(key, (sign) => `&#${sign.codePointAt(0)};`).join('')}</p>`,
      '<p>***</p>',
    ],
    [
      'in references in hex',
      `<p>${Array.from(key, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`).join('')}</p>`,
      '<p>***</p>',
    ],
    [
      'in escapes of old scripts',
      `<${Array.from(key, (sign) => `%u${hexOf(sign.charCodeAt(0), 4)}`).join('')}>`,
      '<***>',
    ],
    ['in escapes of bytes', `(${[...Buffer.from(key)].map((byte) => `\\x${hexOf(byte, 2)}`).join('')}`, '(***'],
    ['as hex in pairs', `<${[...Buffer.from(key)].map((byte) => hexOf(byte, 2)).join(':')}>`, '<***>'],
    ['in a query', `GET /a?key=${encodeURIComponent(key)} HTTP`, 'GET /a?key=*** HTTP'],
    ['in a form', `<${new URLSearchParams({ key }).toString()}>`, '<key=***>'],
    ['in small percent codes', `<${encodeURIComponent(key).toLowerCase()}>`, '<***>'],
    ['as base64', `<${base64(key)}>`, '<***>'],
    ['as base64 for addresses', `<${Buffer.from(key).toString('base64url')}>`, '<***>'],
    ['in a Basic header', `authorization: Basic ${base64(`user:${key}`)}\r\n`, 'authorization: Basic ***\r\n'],
    ['in a percent-encoded Basic header', `"Basic%20${encodeURIComponent(base64(`u:${key}`))}"`, '"Basic%***%3D%3D"'],
    ['as hex', `<${Buffer.from(key).toString('hex').toUpperCase()}>`, '<***>'],
  ])('%s', (_, text, kept) => {
    const result = redact(text, key);
    expect(result.replaceAll('***==', '***').replaceAll('***=', '***')).toBe(kept);
  });

  const bytes = [...Buffer.from(key)];
  const wrapped = (text: string, columns: number, end: string) =>
    (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []).join(end);
  const long = '这一段文字把口令推到一行的中间，'.repeat(4);
  test.each<[string, string]>([
    ['in octal escapes', bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')],
    ['with some octal escapes', key.replace('&', '\\046').replace('+', '\\053')],
    ['in escapes of style sheets', Array.from(key, (sign) => `\\${hexOf(sign.charCodeAt(0), 6)}`).join('')],
    ['in escapes of code points', Array.from(key, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`).join('')],
    ['as quoted-printable', bytes.map((byte) => `=${hexOf(byte, 2)}`).join('')],
    ['with a soft line break', `${key.slice(0, 4)}=\r\n${key.slice(4)}`],
    ['in references without an end', Array.from(key, (sign) => `&#${sign.charCodeAt(0)}`).join('')],
    ['in references with zeros', Array.from(key, (sign) => `&#0000${sign.charCodeAt(0)};`).join('')],
    ['in references with names', key.replace('=', '&equals;').replace('+', '&plus;')],
    ['in base64 of 76 columns', wrapped(base64(`${long}${key}${long}`), 76, '\r\n')],
    ['in base64 of 64 columns', wrapped(base64(`${long}12${key}${long}`), 64, '\n    ')],
    ['in base64 with escaped line ends', wrapped(base64(`1${key}`), 8, '\\n')],
    ['in base64 of user and password', wrapped(base64(`user:${key}`), 12, '\n')],
    ['in wrapped hex', wrapped(Buffer.from(key).toString('hex'), 10, '\n')],
    ['as numbers in hex', bytes.map((byte) => `0x${hexOf(byte, 2)}`).join(', ')],
    ['as a list of bytes', JSON.stringify(bytes)],
    ['as a list of signed bytes', JSON.stringify([...new Int8Array(bytes)])],
    ['in binary', bytes.map((byte) => byte.toString(2).padStart(8, '0')).join(' ')],
    ['in pieces of CDATA', `${key.slice(0, 3)}]]><![CDATA[${key.slice(3)}`],
    ['between marks for line breaks', Array.from(key).join('<wbr>')],
    ['reversed', Array.from(key).toReversed().join('')],
  ])('%s', (_, text) => {
    expect(redact(`<p>[${text}]</p>`, key)).toContain('***');
    const rest = redact(text, key).replaceAll(/[^A-Za-z0-9+/]/g, '');
    for (const part of [base64(key), base64(`1${key}`), base64(`12${key}`)])
      expect(rest).not.toContain(part.slice(4, 12));
    expect(redact(text, 'another secret')).toBe(text);
  });

  test('a long token needs no pattern of its own', () => {
    const token = 'aB3.'.repeat(500);
    expect(redact(`token ${token}!`, token)).toBe('token ***!');
  });

  test('with the slashes that PHP escapes', () => {
    expect(redact('{"msg":"bad t\\/ok\\/en-1"}', 't/ok/en-1')).toBe('{"msg":"bad ***"}');
  });

  test('in UTF-16', () => {
    const kept = redactSecrets(Buffer.from('<e>tok.en-1</e>', 'utf16le'), ['tok.en-1']);
    expect(Buffer.from(kept).toString('latin1')).not.toContain('t\0o\0k\0');
  });

  test('a short secret is masked as a word only, one of two characters not at all', () => {
    expect(redact('admin administrator "admin" ab', 'admin', 'ab')).toBe('*** administrator "***" ab');
  });

  test('other text stays, byte by byte', () => {
    const page = Buffer.from([0xd0, 0xed, 0xbf, 0xc9, 0xff, 0x00, 0x25, 0x41]);
    expect(redactSecrets(page, ['a secret'])).toEqual(Uint8Array.from(page));
    expect(redact('<html>正在维护 100%，请稍后 abcd+/==</html>', 'a secret')).toBe(
      '<html>正在维护 100%，请稍后 abcd+/==</html>',
    );
  });

  test('at most 256 KiB are kept, without half a secret at the end', () => {
    const page = `${'x '.repeat(131_060)}秘a-secret-of-many-characters`;
    const kept = redactSecrets(Buffer.from(page), ['a-secret-of-many-characters', 'another one']);
    expect(kept.length).toBeLessThanOrEqual(262_144);
    expect(Buffer.from(kept).toString()).not.toContain('a-secret');
  });

  test('half an encoded secret at the end is left out, too', () => {
    const secret = 'a-secret-of-many-characters';
    const encoded = Buffer.from(secret).toString('hex').replace(/../g, '%$&');
    const page = `${'x '.repeat(131_032)}${encoded}`;
    const kept = Buffer.from(redactSecrets(Buffer.from(page), [secret])).toString();
    expect(page.slice(0, 262_144)).toContain(encoded.slice(0, -3));
    expect(kept).not.toContain(encoded.slice(0, 3));
  });

  test.each(['%', 'a', '\\u', '%41', 'ab/', '='])('a long run of %s takes no quadratic time', (part) => {
    expect(redact(part.repeat(60_000), 'a secret that is not there').length).toBeGreaterThan(0);
  });
});

describe('an error page that echoes what it got', () => {
  let service: Service;
  afterEach(async () => await service.close());
  const secret = {
    username: 'guiji-user',
    password: 'pass-word:1',
    token: 'tok.en.of.24-letters',
    key: 'api key/1+2',
    clientId: 'client-1',
    clientSecret: 'client&secret',
  };
  test.each<[string, Record<string, unknown>, object]>([
    ['basic', { kind: 'basic' }, {}],
    ['bearer', { kind: 'bearer' }, {}],
    ['a key in a header', { kind: 'api-key', in: 'header', name: 'X-Api-Key' }, {}],
    ['a key in the query', { kind: 'api-key', in: 'query', name: 'key' }, {}],
    ['an access token', { kind: 'oauth2' }, {}],
    [
      'parts in the body',
      { kind: 'placeholders', parts: ['username', 'password'] },
      { method: 'POST', body: '{"user":"{{username}}","pass":"{{password}}"}' },
    ],
  ])('%s', async (_, authentication, request) => {
    const issued = 'issued-access-token-1';
    service = await departmentService(({ url, headers, body }, response) => {
      if (url.pathname === '/token') return void response.end(JSON.stringify({ access_token: issued }));
      response.writeHead(500).end(JSON.stringify({ error: '系统错误', url: url.href, headers, body }));
    });
    const { session } = openSession(
      declared(`${service.origin}/rows`, {
        request,
        authentication:
          authentication['kind'] === 'oauth2'
            ? { ...authentication, tokenUrl: `${service.origin}/token` }
            : authentication,
      }),
      { secret },
    );
    const { raw, code } = await faultOf(session.page(null));
    const kept = Buffer.from(raw ?? []).toString();
    expect(code).toBe('http-status');
    expect(kept).toContain('系统错误');
    expect(kept).toContain('***');
    for (const value of [...Object.values(secret), issued])
      for (const spelling of [value, base64(value), encodeURIComponent(value), base64(`guiji-user:${value}`)])
        expect(kept).not.toContain(spelling);
    await session.close();
  });
});
