import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseServers, type DatabaseServer } from '../../../../infra/local/database-servers/database-servers.ts';
import { openTableAcknowledgementWriter } from '../../../../lib/adapters/sources/database/acknowledgement-writer.ts';
import type { DatabaseTarget } from '../../../../lib/adapters/sources/database/connection.ts';
import { openTable } from '../../../../lib/adapters/sources/database/table-session.ts';
import { parseAllowLists } from '../../../../lib/adapters/sources/net/allow-list.ts';
import { guardedAddress } from '../../../../lib/adapters/sources/net/guarded-address.ts';
import {
  buildQueriedTable,
  faultOf,
  startExchange,
  tableWith,
  written,
  type Exchange,
} from './front-end-table-fixture.ts';
import { opensslIsFound, privateAuthority } from './private-authority.ts';

const people = tableWith('people');
const limits = { pageRows: 1, overlapSeconds: 0, statementSeconds: 2 };
const everything = { mode: 'full', startedAt: '2020-12-01T00:00:00.000Z' } as const;

async function withRows(
  server: DatabaseServer,
  certificate?: Parameters<DatabaseServer['start']>[0],
): Promise<Exchange> {
  const exchange = await startExchange(server, certificate);
  exchange.make(people);
  await exchange.insert(people, [written({ place: 'a' }), written({ place: 'b' }), written({ place: 'c' })]);
  return exchange;
}

const opening = async (exchange: Exchange, over: Partial<DatabaseTarget> = {}, table = people) =>
  await openTable(
    exchange.connecting({ statementSeconds: limits.statementSeconds, ...over }),
    buildQueriedTable(table, exchange.system),
    everything,
    limits,
  );
const firstPage = async (exchange: Exchange, over: Partial<DatabaseTarget> = {}, table = people) => {
  const session = await opening(exchange, over, table);
  try {
    return await session.page(null);
  } finally {
    await session.close();
  }
};

/** A TCP proxy that can stop forwarding. */
async function standBefore(port: number) {
  const sockets: Socket[] = [];
  let silent = false;
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    sockets.push(near, far);
    near.on('data', (bytes) => silent || far.write(bytes)).on('error', () => undefined);
    far.on('data', (bytes) => silent || near.write(bytes)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    fallSilent: () => {
      silent = true;
    },
    hangUp: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

describe.each(databaseServers)(
  'a front-end database that does not do what it should, on $name (skipped where it is not found)',
  (server) => {
    const { found, system } = server;
    const testOn = test.skipIf(!found);
    let exchange: Exchange;
    beforeAll(async () => {
      if (found) exchange = await withRows(server);
    });
    afterAll(async () => await exchange?.close());

    testOn.each<[string, string]>([
      ['a row is written', "INSERT INTO exchange.people (place) VALUES ('x')"],
      ['a row is changed', "UPDATE exchange.people SET note = 'x'"],
      ['a row is deleted', 'DELETE FROM exchange.people'],
      ['a table is made', 'CREATE TABLE exchange.mine (a int)'],
      ['a table is dropped', 'DROP TABLE exchange.people_rejected'],
      ['a table is emptied', 'TRUNCATE TABLE exchange.people'],
    ])(
      'the connection of a pull is read-only, even for an account that may do all: not even where %s',
      async (_, statement) => {
        const connection = await exchange.connectTo();
        await expect(connection.run(statement)).rejects.toThrow(/read.?only/i);
        expect((await connection.rows({ text: 'SELECT COUNT(*) FROM exchange.people', values: [] }))[0]?.[0]).toBe('3');
        await connection.close();
      },
    );

    testOn('a statement that takes too long ends as timed out, and the session after it is not disturbed', async () => {
      exchange.run(
        'CREATE VIEW exchange.slow AS SELECT place, born, amount, seen, ' +
          `${system === 'postgresql' ? "COALESCE(note, '') || pg_sleep(10)::text" : "CONCAT(COALESCE(note, ''), SLEEP(10))"} ` +
          'AS note, op_flag, update_time FROM exchange.people;',
      );
      const startedAt = Date.now();
      expect(await faultOf(firstPage(exchange, {}, { ...people, table: 'slow' }))).toMatchObject({
        code: 'timed-out',
        facts: { seconds: 2 },
      });
      expect(Date.now() - startedAt).toBeLessThan(6_000);
      expect(await firstPage(exchange)).toMatchObject({ rows: 1 });
    });

    testOn.each<[string, Partial<DatabaseTarget>, string]>([
      ['a wrong password', { password: 'wrong' }, 'credentials-refused'],
      ['an account that is not there', { user: 'nobody_here' }, 'credentials-refused'],
      ['a port without a server', { port: 1 }, 'not-reachable'],
      ['a database that is not there', { database: 'nowhere' }, 'table-not-found'],
    ])('%s', async (_, over, code) => {
      expect((await faultOf(firstPage(exchange, over))).code).toBe(code);
    });

    testOn('an unknown table, and an unknown schema', async () => {
      expect((await faultOf(firstPage(exchange, {}, tableWith('nothing')))).code).toBe('table-not-found');
      expect((await faultOf(firstPage(exchange, {}, { ...people, schema: 'nowhere' }))).code).toBe('table-not-found');
    });

    testOn('the connection is ended by the administrator between two pages', async () => {
      const session = await opening(exchange);
      const { next } = await session.page(null);
      const all =
        system === 'postgresql'
          ? "SELECT pid FROM pg_stat_activity WHERE application_name = 'guiji' AND pid <> pg_backend_pid()"
          : "SELECT id FROM information_schema.processlist WHERE user = 'owner' AND id <> CONNECTION_ID()";
      const ids = await exchange.ask(all);
      for (const id of ids)
        await exchange.owner.run(system === 'postgresql' ? `SELECT pg_terminate_backend(${id})` : `KILL ${id}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect((await faultOf(session.page(next))).code).toBe('connection-lost');
      await session.close();
    });

    testOn('the connection is reset between two pages, and while a page is read', async () => {
      const between = await standBefore(exchange.database.port);
      const session = await opening(exchange, { port: between.port });
      const { next } = await session.page(null);
      between.hangUp();
      expect((await faultOf(session.page(next))).code).toBe('connection-lost');
      await session.close();
      const slow = await opening(exchange, { port: between.port }, { ...people, table: 'slow' });
      setTimeout(between.hangUp, 300);
      expect((await faultOf(slow.page(null))).code).toBe('connection-lost');
      await slow.close();
      between.close();
    });

    testOn(
      'a server that falls silent between two pages is given up, and the session closes all the same',
      async () => {
        const between = await standBefore(exchange.database.port);
        const session = await opening(exchange, { port: between.port, statementSeconds: 1 });
        const { next } = await session.page(null);
        between.fallSilent();
        const startedAt = Date.now();
        expect((await faultOf(session.page(next))).code).toBe('timed-out');
        await session.close();
        expect(Date.now() - startedAt).toBeLessThan(12_000);
        between.close();
      },
    );

    testOn('a silent server times out', async () => {
      const silent = await standBefore(exchange.database.port);
      silent.fallSilent();
      const startedAt = Date.now();
      expect((await faultOf(firstPage(exchange, { port: silent.port }))).code).toBe('not-reachable');
      expect(Date.now() - startedAt).toBeLessThan(20_000);
      silent.close();
    });

    testOn('waiting for a locked row ends with the statement timeout', async () => {
      const holding = await exchange.connectTo({ readOnly: false });
      await holding.run(system === 'postgresql' ? 'BEGIN' : 'START TRANSACTION');
      await holding.run("UPDATE exchange.people SET note = 'x' WHERE place = 'a'");
      const [row] = await exchange.owner.rows({
        text: "SELECT update_time FROM exchange.people WHERE place = 'a'",
        values: [],
      });
      const back = await openTableAcknowledgementWriter(exchange.connecting({ readOnly: false, statementSeconds: 1 }), {
        ...buildQueriedTable(people, system),
        rejectedTable: people.rejected,
        rejectedKey: people.key,
        statementSeconds: 1,
      });
      expect(await faultOf(back.acknowledge([{ key: ['a'], updateTime: row?.[0] ?? '' }]))).toMatchObject({
        code: 'timed-out',
        facts: { seconds: 1 },
      });
      await back.close();
      await holding.close();
    });

    testOn('the connection uses the checked address of the name', async () => {
      const target = { host: 'front-end.example.cn', port: exchange.database.port };
      const { address } = await guardedAddress(
        target,
        parseAllowLists(`127.0.0.1:${target.port}`)('agriculture'),
        async () => [{ address: '127.0.0.1' }],
      );
      expect(await firstPage(exchange, { ...target, address })).toMatchObject({ rows: 1 });
    });

    testOn('a server without the declared TLS is refused', async () => {
      const before = await standBefore(exchange.database.port);
      expect((await faultOf(firstPage(exchange, { port: before.port, tls: {} }))).code).toBe('certificate-not-trusted');
      before.close();
    });

    testOn('a server that is killed between two pages (the last test here)', async () => {
      const session = await opening(exchange);
      const { next } = await session.page(null);
      exchange.database.kill();
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect((await faultOf(session.page(next))).code).toMatch(/^(connection-lost|not-reachable)$/);
      await session.close();
      expect((await faultOf(firstPage(exchange))).code).toBe('not-reachable');
    });
  },
);

describe.each(databaseServers)(
  'a front-end database with a certificate of the department’s own authority, on $name (skipped where it or ' +
    'openssl is not found)',
  (server) => {
    const found = server.found && opensslIsFound;
    const testOn = test.skipIf(!found);
    let exchange: Exchange;
    let own: ReturnType<typeof privateAuthority>;
    let foreign: ReturnType<typeof privateAuthority>;
    beforeAll(async () => {
      if (!found) return;
      own = privateAuthority('DNS:front-end.example.cn,IP:127.0.0.1');
      foreign = privateAuthority('DNS:front-end.example.cn');
      exchange = await withRows(server, own.certificate);
    });
    afterAll(async () => await exchange?.close());

    testOn.each(['front-end.example.cn', '127.0.0.1'])(
      'is trusted as %s, at the address that was judged',
      async (host) => {
        const { address } = await guardedAddress(
          { host, port: exchange.database.port },
          parseAllowLists(`127.0.0.1:${exchange.database.port}`)('agriculture'),
          async () => [{ address: '127.0.0.1' }],
        );
        expect(await firstPage(exchange, { address, host, tls: { ca: own.ca } })).toMatchObject({ rows: 1 });
      },
    );

    testOn('the connection uses TLS', async () => {
      const connection = await exchange.connectTo({ host: 'front-end.example.cn', tls: { ca: own.ca } });
      const [row] = await connection.rows({
        text:
          server.system === 'postgresql'
            ? 'SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
            : "SHOW SESSION STATUS LIKE 'Ssl_version'",
        values: [],
      });
      expect(row?.at(-1)).toMatch(/^(true|TLSv1\.[23])$/);
      await connection.close();
    });

    testOn.each<[string, () => Partial<DatabaseTarget>]>([
      ['where its authority was not registered', () => ({ host: 'front-end.example.cn', tls: {} })],
      ['of another authority', () => ({ host: 'front-end.example.cn', tls: { ca: foreign.ca } })],
      [
        'where the authority registered is no certificate',
        () => ({
          host: 'front-end.example.cn',
          tls: { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
        }),
      ],
      ['of another name', () => ({ host: 'other.example.cn', tls: { ca: own.ca } })],
      [
        'of the name that it is reached by, when it was declared by another',
        () => ({ address: '127.0.0.1', host: 'localhost', tls: { ca: own.ca } }),
      ],
      ['of another address', () => ({ address: '127.0.0.1', host: '127.0.0.2', tls: { ca: own.ca } })],
    ])('is not trusted %s', async (_, over) => {
      expect((await faultOf(firstPage(exchange, over()))).code).toBe('certificate-not-trusted');
    });

    testOn('NODE_TLS_REJECT_UNAUTHORIZED is ignored', async () => {
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
      const fault = await faultOf(
        firstPage(exchange, { host: 'front-end.example.cn', tls: {} }).finally(
          () => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'],
        ),
      );
      expect(fault.code).toBe('certificate-not-trusted');
    });
  },
);
