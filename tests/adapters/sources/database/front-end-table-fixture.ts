import type { DatabaseServer } from '../../../../infra/local/database-servers/database-servers.ts';
import {
  password,
  type RunningDatabase,
  type ServerCertificate,
} from '../../../../infra/local/database-servers/running-database.ts';
import { connectMysql } from '../../../../lib/adapters/sources/database/connect-mysql.ts';
import { connectPostgres } from '../../../../lib/adapters/sources/database/connect-postgres.ts';
import type { DatabaseConnection, DatabaseTarget } from '../../../../lib/adapters/sources/database/connection.ts';
import type { QueriedTable } from '../../../../lib/adapters/sources/database/table-query.ts';
import type { Column, FrontEndTable } from '../../../../lib/collection/front-end/describe-table.ts';
import { generateDdl } from '../../../../lib/collection/front-end/generate-ddl.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';

/** A row as it is written: the columns that are named, each as a text. */
export type Written = Readonly<Record<string, string | null>>;

const column = (name: string, valueKind: Column['valueKind']): Column => ({ name, valueKind, comment: name });
const columns: readonly Column[] = [
  column('place', { kind: 'text', length: 50 }),
  column('born', { kind: 'day' }),
  column('amount', { kind: 'number', digits: 18, scale: 2 }),
  column('seen', { kind: 'moment' }),
  column('note', { kind: 'text', length: 2_000 }),
];

/** An exchange table with these columns and one key: `place`, or any other of them. */
export function tableWith(table: string, key: readonly string[] = ['place']): FrontEndTable {
  return { schema: 'exchange', table, rejected: `${table}_rejected`, comment: table, columns, key };
}

/** A row of such a table. */
export function written(over: Written = {}): Written {
  return { place: '漯河', born: '1990-01-31', amount: '1.50', seen: '2020-11-30 08:30:00', note: null, ...over };
}

/** A real server with an administrator `owner` who may do anything and is reached by the network. */
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
    /** How the session of a pull connects; what is said otherwise goes for this connection. */
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
    /** What the database says, row by row, with the columns side by side. */
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

/** What went wrong, as the source's fault; nothing else may be thrown. */
export async function faultOf(work: Promise<unknown>): Promise<SourceFault> {
  const error: unknown = await work.then(
    () => new Error('nothing went wrong'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SourceFault) return error;
  throw error;
}
