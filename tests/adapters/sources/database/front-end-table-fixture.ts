import type { DatabaseServer } from '../../../../infra/local/database-servers/database-servers.ts';
import {
  password,
  type RunningDatabase,
  type ServerCertificate,
} from '../../../../infra/local/database-servers/running-database.ts';
import { connectMysql } from '../../../../lib/adapters/sources/database/connect-mysql.ts';
import { connectPostgres } from '../../../../lib/adapters/sources/database/connect-postgres.ts';
import type { DatabaseConnection, DatabaseTarget } from '../../../../lib/adapters/sources/database/connection.ts';
import type { QueriedTable } from '../../../../lib/adapters/sources/database/queried-table.ts';
import type { Column, FrontEndTable } from '../../../../lib/collection/front-end/describe-table.ts';
import { generateDdl } from '../../../../lib/collection/front-end/generate-ddl.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';

/** Column values as SQL texts. */
export type Written = Readonly<Record<string, string | null>>;

const column = (name: string, valueKind: Column['valueKind']): Column => ({ name, valueKind, comment: name });
const columns: readonly Column[] = [
  column('place', { kind: 'text', length: 50 }),
  column('born', { kind: 'day' }),
  column('amount', { kind: 'number', digits: 18, scale: 2 }),
  column('seen', { kind: 'moment' }),
  column('note', { kind: 'text', length: 2_000 }),
];

/** A front-end table with these columns; the key is `place` by default. */
export function tableWith(table: string, key: readonly string[] = ['place']): FrontEndTable {
  return { schema: 'exchange', table, rejected: `${table}_rejected`, comment: table, columns, key };
}

export function written(over: Written = {}): Written {
  return { place: '漯河', born: '1990-01-31', amount: '1.50', seen: '2020-11-30 08:30:00', note: null, ...over };
}

/** A real server with an administrator account `owner`. */
export async function startExchange(server: DatabaseServer, certificate?: ServerCertificate) {
  const { system } = server;
  const database: RunningDatabase = await server.start(certificate);
  const run = (script: string, account?: string) => {
    const { ok, stdout, stderr } = database.run(script, account);
    if (!ok) throw new Error(stderr);
    return stdout.trimEnd();
  };
  run(
    system === 'postgresql'
      ? `CREATE ROLE owner SUPERUSER LOGIN PASSWORD '${password}';`
      : `CREATE USER owner@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO owner@'%' WITH GRANT OPTION;`,
  );
  const targetOf = (over: Partial<DatabaseTarget> = {}): DatabaseTarget => ({
    address: '127.0.0.1',
    host: '127.0.0.1',
    port: database.port,
    ...(system === 'postgresql' ? { database: 'postgres' } : {}),
    user: 'owner',
    password,
    tls: null,
    statementSeconds: 20,
    readOnly: true,
    ...over,
  });
  const connectTo = async (over?: Partial<DatabaseTarget>): Promise<DatabaseConnection> =>
    await (system === 'postgresql' ? connectPostgres : connectMysql)(targetOf(over));
  const owner = await connectTo({ readOnly: false });
  const blanks = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => (system === 'postgresql' ? `$${from + i + 1}` : '?')).join(', ');

  return {
    system,
    database,
    run,
    owner,
    targetOf,
    /** Connects as a pull does, with overrides. */
    connecting: (over?: Partial<DatabaseTarget>) => async () => await connectTo(over),
    connectTo,
    make: (...tables: readonly FrontEndTable[]) => tables.forEach((table) => run(generateDdl(table, system))),
    insert: async ({ schema, table }: FrontEndTable, rows: readonly Written[], by: DatabaseConnection = owner) => {
      for (const row of rows)
        await by.run(
          `INSERT INTO ${schema}.${table} (${Object.keys(row).join(', ')}) VALUES (${blanks(Object.keys(row).length)})`,
          Object.values(row),
        );
    },
    /** The result rows as text. */
    ask: async (text: string) => (await owner.rows({ text, values: [] })).map((row) => row.join(' | ')),
    close: async () => {
      await owner.close();
      await database.close();
    },
  };
}
export type Exchange = Awaited<ReturnType<typeof startExchange>>;

export function buildQueriedTable(
  { schema, table, columns: all, key }: FrontEndTable,
  system: QueriedTable['system'],
): QueriedTable {
  return { system, schema, table, columns: all.map(({ name }) => name), key };
}

/** The fault that the work throws; anything else fails. */
export async function faultOf(work: Promise<unknown>): Promise<SourceFault> {
  const error: unknown = await work.then(
    () => new Error('nothing went wrong'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SourceFault) return error;
  throw error;
}
