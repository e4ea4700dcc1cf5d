import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllowLists } from '../../../lib/adapters/sources/net/allow-list.ts';
import { guardedAddress } from '../../../lib/adapters/sources/net/guarded-address.ts';
import { Failure } from '../../../lib/kernel/failure.ts';
import { departmentService, json, type Service } from './department-service.ts';
import { declared, faultOf, openSession, readAll } from './open-session.ts';

/** Addresses of the names in these tests. */
const names: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1'],
  'good.example.cn': ['203.0.113.7'],
  'inside.example.cn': ['127.0.0.1'],
  'six.example.cn': ['::1'],
  'mapped.example.cn': ['::ffff:127.0.0.1'],
  'metadata.example.cn': ['169.254.169.254'],
  'mixed.example.cn': ['203.0.113.7', '127.0.0.1'],
  'mixed-other-way.example.cn': ['127.0.0.1', '203.0.113.7'],
  'zone.example.cn': ['fe80::1%eth0'],
  'no-address.example.cn': ['0x7f.1'],
  'net.example.cn': ['10.1.2.3', '10.9.9.9'],
  'half-listed.example.cn': ['10.1.2.3', '203.0.113.7'],
};
const resolve = async (name: string) => {
  const found = names[name];
  if (found === undefined) throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
  return found.map((address) => ({ address }));
};

let service: Service;
beforeAll(async () => {
  service = await departmentService((_, response) => json(response, { data: [] }));
});
afterAll(async () => await service.close());

/** The list allows every address and name, so that only the forbidden networks refuse. */
const everything = '0.0.0.0/0, ::/0, *.example.cn, localhost';

describe('forbidden although the list allows every address, through the real caller', () => {
  test.each([
    ['this machine', '127.0.0.1'],
    ['anywhere on this machine', '127.8.9.10'],
    ['as one decimal number', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['octal all through', '0177.0000.0000.0001'],
    ['hexadecimal and short', '0x7f.1'],
    ['hexadecimal in one', '0x7f000001'],
    ['short', '127.1'],
    ['shorter', '0'],
    ['unspecified', '0.0.0.0'],
    ['with a dot at the end', '127.0.0.1.'],
    ['percent-encoded', '%31%32%37.0.0.1'],
    ['full-width digits', '１２７.０.０.１'],
    ['digits in circles', '①②⑦.0.0.1'],
    ['ideographic full stops', '127。0。0。1'],
    ['a user before it', 'good.example.cn@127.0.0.1'],
    ['a user and a password before it', 'good.example.cn:80@127.0.0.1'],
    ['IPv6', '[::1]'],
    ['IPv6 in full', '[0:0:0:0:0:0:0:1]'],
    ['IPv6 unspecified', '[::]'],
    ['mapped', '[::ffff:127.0.0.1]'],
    ['mapped in hexadecimal', '[::ffff:7f00:1]'],
    ['mapped in full', '[0000:0000:0000:0000:0000:FFFF:7F00:0001]'],
    ['mapped unspecified', '[::ffff:0.0.0.0]'],
    ['compatible', '[::127.0.0.1]'],
    ['translated', '[::ffff:0:127.0.0.1]'],
    ['NAT64', '[64:ff9b::7f00:1]'],
    ['NAT64 of metadata', '[64:ff9b::169.254.169.254]'],
    ['NAT64 of a network of its own', '[64:ff9b:1::a00:1]'],
    ['6to4', '[2002:7f00:1::]'],
    ['ISATAP', '[2001:db8::5efe:127.0.0.1]'],
    ['ISATAP, globally unique', '[2001:db8::200:5efe:7f00:1]'],
    ['Teredo, the server', '[2001:0:7f00:1::1]'],
    ['Teredo, the client', '[2001:0:cb00:7107::80ff:fffe]'],
    ['link-local', '169.254.1.1'],
    ['IPv6 link-local', '[fe80::1]'],
    ['IPv6 link-local, the last network', '[febf:ffff::1]'],
    ['unspecified, the last', '0.255.255.255'],
    ['this machine, the last', '127.255.255.255'],
    ['link-local, the last', '169.254.255.255'],
    ['multicast, the last', '239.255.255.255'],
    ['IPv6 multicast of the world', '[ff0e::1]'],
    ['metadata', '169.254.169.254'],
    ['metadata of Oracle Cloud', '192.0.0.192'],
    ['the platform of Azure', '168.63.129.16'],
    ['metadata of Google Cloud on IPv6', '[fd20:ce::254]'],
    ['time of AWS on IPv6', '[fd00:ec2::123]'],
    ['metadata, mapped', '[::ffff:a9fe:a9fe]'],
    ['metadata of AWS on IPv6', '[fd00:ec2::254]'],
    ['metadata of Alibaba Cloud', '100.100.100.200'],
    ['multicast', '224.0.0.1'],
    ['IPv6 multicast', '[ff02::1]'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['the name of this machine', 'localhost'],
    ['the same in capitals, with a dot', 'LOCALHOST.'],
    ['a name that is encoded', 'lo%63alhost'],
    ['a name of this machine', 'inside.example.cn'],
    ['the same in capitals', 'INSIDE.Example.CN'],
    ['the same with a dot', 'inside.example.cn.'],
    ['the same in full-width letters', 'ｉｎｓｉｄｅ.example.cn'],
    ['a name of this machine on IPv6', 'six.example.cn'],
    ['a name of this machine, mapped', 'mapped.example.cn'],
    ['a name of metadata', 'metadata.example.cn'],
    ['a name with a good and a bad address', 'mixed.example.cn'],
    ['the other way round', 'mixed-other-way.example.cn'],
    ['a name with a zone', 'zone.example.cn'],
    ['a name whose address is none', 'no-address.example.cn'],
  ])('%s: http://%s/', async (_, host) => {
    const before = service.seen.length;
    const { session } = openSession(declared(`http://${host}:${service.port}/`), { allowed: everything, resolve });
    expect((await faultOf(session.page(null))).code).toBe('address-forbidden');
    expect(service.seen).toHaveLength(before);
    await session.close();
  });

  test.each([
    ['as a database is named', '::1'],
    ['in brackets', '[::1]'],
    ['short', '127.1'],
    ['a number', '2130706433'],
    ['a zone', 'fe80::1%eth0'],
    ['a zone of another network', '2001:db8::1%1'],
    ['percent-encoded', '%31%32%37.0.0.1'],
    ['full-width', '１２７.0.0.1'],
    ['a name in capitals', 'Inside.EXAMPLE.cn.'],
  ])('a host of a database, %s: %s', async (_, host) => {
    expect(
      (await faultOf(guardedAddress({ host, port: 5432 }, parseAllowLists(everything)('agriculture'), resolve))).code,
    ).toBe('address-forbidden');
  });

  test('this machine’s name, resolved by this machine', async () => {
    expect(
      (
        await faultOf(
          guardedAddress({ host: 'localhost', port: service.port }, parseAllowLists(everything)('agriculture')),
        )
      ).code,
    ).toBe('address-forbidden');
  });

  test.each([
    '',
    ' ',
    'a b',
    'a/b',
    'user@good.example.cn',
    'good.example.cn:80',
    'good.example.cn#',
    'good.example.cn?',
    'back\\slash',
    '[good.example.cn]',
    '1.2.3.4.5',
    '256.1.1.1',
    'unknown.example.cn',
  ])('no host: "%s"', async (host) => {
    expect(
      (await faultOf(guardedAddress({ host, port: 5432 }, parseAllowLists(everything)('agriculture'), resolve))).code,
    ).toBe('name-not-found');
  });
});

describe('the allow-list', () => {
  test.each<[list: string, host: string, port: number, address: string]>([
    ['10.0.0.0/8', '10.1.2.3', 80, '10.1.2.3'],
    ['10.0.0.0/8', '::ffff:10.1.2.3', 80, '10.1.2.3'],
    ['10.0.0.0/8', '64:ff9b::10.1.2.3', 80, '64:ff9b::a01:203'],
    ['10.0.0.0/8', 'net.example.cn', 80, '10.1.2.3'],
    ['2001:db8::/32', '2001:DB8::5', 443, '2001:db8::5'],
    ['192.168.1.5', '192.168.1.5', 9999, '192.168.1.5'],
    ['192.168.1.5:8443', '192.168.1.5', 8443, '192.168.1.5'],
    ['[2001:db8::1]:443', '[2001:db8::1]', 443, '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8:0:0::1', 443, '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1', 443, '2001:db8::1'],
    ['good.example.cn', 'GOOD.example.cn.', 80, '203.0.113.7'],
    ['good.example.cn:8080', 'good.example.cn', 8080, '203.0.113.7'],
    ['*.example.cn', 'good.example.cn', 80, '203.0.113.7'],
    ['*.cn', 'good.example.cn', 80, '203.0.113.7'],
    [' 172.16.0.0/12 ,, good.example.cn, ', 'good.example.cn', 80, '203.0.113.7'],
    ['127.0.0.1:5433', '127.0.0.1', 5433, '127.0.0.1'],
    ['[::1]:5433', '::1', 5433, '::1'],
    ['127.0.0.1:5433', 'localhost', 5433, '127.0.0.1'],
  ])('"%s" permits %s port %i', async (list, host, port, address) => {
    expect((await guardedAddress({ host, port }, parseAllowLists(list)('agriculture'), resolve)).address).toBe(address);
  });

  test.each<[list: string, host: string, port: number, code: string]>([
    ['', '10.1.2.3', 80, 'address-not-listed'],
    ['', 'good.example.cn', 80, 'address-not-listed'],
    ['', '127.0.0.1', 80, 'address-forbidden'],
    ['10.0.0.0/8', '11.0.0.1', 80, 'address-not-listed'],
    ['192.168.1.5:8443', '192.168.1.5', 443, 'address-not-listed'],
    ['good.example.cn', 'net.example.cn', 80, 'address-not-listed'],
    ['good.example.cn', '203.0.113.7', 80, 'address-not-listed'],
    ['good.example.cn:8080', 'good.example.cn', 80, 'address-not-listed'],
    ['*.good.example.cn', 'good.example.cn', 80, 'address-not-listed'],
    ['*.ood.example.cn', 'good.example.cn', 80, 'address-not-listed'],
    ['10.0.0.0/8', 'half-listed.example.cn', 80, 'address-not-listed'],
    ['10.0.0.0/8', '2002:b00:1::', 80, 'address-not-listed'],
    ['127.0.0.1', '127.0.0.1', 80, 'address-forbidden'],
    ['127.0.0.0/8', '127.0.0.1', 80, 'address-forbidden'],
    ['127.0.0.1:5433', '127.0.0.1', 5434, 'address-forbidden'],
    ['127.0.0.1:5433', '127.0.0.2', 5433, 'address-forbidden'],
    ['127.0.0.1:5433', '::ffff:127.0.0.1', 5433, 'address-forbidden'],
    ['127.0.0.1:5433', '::1', 5433, 'address-forbidden'],
    ['127.0.0.1:5433', 'mixed.example.cn', 5433, 'address-not-listed'],
    ['localhost:5433', 'localhost', 5433, 'address-forbidden'],
    ['169.254.169.254:80', '169.254.169.254', 80, 'address-forbidden'],
  ])('"%s" refuses %s port %i: %s', async (list, host, port, code) => {
    expect((await faultOf(guardedAddress({ host, port }, parseAllowLists(list)('agriculture'), resolve))).code).toBe(
      code,
    );
  });

  test.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '2001:db8::/129',
    '10.0.0.0/8:80',
    'example.cn/8',
    '*',
    '*.',
    '*example.cn',
    'a.*.cn',
    '10.0.0.1:0',
    '10.0.0.1:65536',
    '10.0.0.1:',
    '[10.0.0.1]:80',
    '[::1',
    '::1]:80',
    'fe80::1%eth0',
    '127.1',
    '0x7f.1',
    'http://example.cn',
    'user@example.cn',
    'a b',
    '-a.cn',
    '10.0.0.1，10.0.0.2',
  ])('an unreadable entry: "%s"', (entry) => {
    expect(() => parseAllowLists(`10.0.0.0/8, ${entry}`)('agriculture')).toThrow(
      new Failure('source-addresses-unreadable', { entry: 2 }),
    );
  });
});

test('user info in an address is not sent', async () => {
  const { session } = openSession(declared(`http://somebody:else@127.0.0.1:${service.port}/`));
  await readAll(session);
  expect(service.seen.at(-1)?.headers).toMatchObject({ host: `127.0.0.1:${service.port}` });
  expect(service.seen.at(-1)?.headers).not.toHaveProperty('authorization');
  await session.close();
});

describe('a name is resolved once for a connection', () => {
  const rebound = () => {
    const asked: string[] = [];
    return {
      asked,
      resolve: async (name: string) => [{ address: asked.push(name) === 1 ? '127.0.0.1' : '169.254.169.254' }],
    };
  };

  test('the connection uses the checked address', async () => {
    const { asked, resolve: first } = rebound();
    const { session } = openSession(declared(`http://Data.Example.cn.:${service.port}/`), {
      allowed: `127.0.0.1:${service.port}`,
      resolve: first,
    });
    await readAll(session);
    expect(asked).toEqual(['data.example.cn']);
    expect(service.seen.at(-1)?.headers.host).toBe(`data.example.cn.:${service.port}`);
    await session.close();
  });

  test('the next connection checks again', async () => {
    const closing = await departmentService((_, response) =>
      json(response, { data: [{ no: 1 }] }, 200, { connection: 'close' }),
    );
    const { resolve: first } = rebound();
    const { session } = openSession(declared(`http://data.example.cn:${closing.port}/`), {
      allowed: `127.0.0.1:${closing.port}`,
      resolve: first,
    });
    await session.page(null);
    expect((await faultOf(session.page(null))).code).toBe('address-forbidden');
    expect(closing.seen).toHaveLength(1);
    await session.close();
    await closing.close();
  });
});

test.each<[string, string, boolean]>([
  ['police', '10.8.0.1', true],
  ['agriculture', '10.8.0.1', false],
  ['agriculture', '10.7.0.1', true],
  ['police', '10.7.0.1', true],
  ['civil-affairs', '2001:db8::1', true],
  ['police', '2001:db8::1', false],
])('an entry with a department is for it alone: %s, %s', async (department, host, isAllowed) => {
  const lists = parseAllowLists('10.7.0.0/16, police=10.8.0.0/16,civil-affairs = [2001:db8::1]:443');
  const reaching = guardedAddress({ host, port: 443 }, lists(department));
  if (isAllowed) expect(await reaching).toMatchObject({ address: host });
  else expect(await faultOf(reaching)).toMatchObject({ code: 'address-not-listed' });
});

test('an unreadable entry of a department is a failure for all', () => {
  expect(() => parseAllowLists('10.0.0.0/8, police=10.0.0.0/40')).toThrow(Failure);
});
