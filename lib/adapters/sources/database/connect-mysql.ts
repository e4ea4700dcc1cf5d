import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { DatabaseConnection, DatabaseTarget } from './connection.ts';

const connectTimeoutMs = 15_000;
/** For the goodbye; a server that has fallen silent answers none. */
const closeTimeoutMs = 2_000;
/** MySQL and MariaDB call the limit of a statement by different names. */
const unknownVariable = 1193;

const Rows = z.array(z.array(z.string().nullable()));
const Touched = z.object({ affectedRows: z.int() });

/** A connection to MySQL or MariaDB. */
export async function connectMysql({
  address,
  host,
  port,
  database,
  user,
  password,
  tls,
  statementSeconds,
  readOnly,
}: DatabaseTarget): Promise<DatabaseConnection> {
  const connection = await createConnection({
    // By this name the certificate is judged; the connection goes to the address.
    host,
    port,
    // Where the host is an address, the driver names none to judge the certificate by, and Node takes the socket's own; without it that would be "localhost".
    stream: () => Object.assign(connect({ host: address, port, timeout: connectTimeoutMs }), { _host: host }),
    user,
    password,
    ...definedOnly({ database }),
    ...(tls === null
      ? {}
      : { ssl: { rejectUnauthorized: true, verifyIdentity: true, ...definedOnly({ ca: tls.ca }) } }),
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
    rowsAsArray: true,
    typeCast: (field) => field.string(),
    multipleStatements: false,
  });
  connection.on('error', () => undefined);
  try {
    // The driver writes values into the text with backslashes before quotes: the server must read them so, whatever its own mode is.
    await connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES'");
    await connection.query("SET SESSION time_zone = '+00:00'");
    await limitStatements(connection, statementSeconds);
    await connection.query(`SET SESSION innodb_lock_wait_timeout = ${statementSeconds}`);
    if (readOnly) await connection.query('SET SESSION TRANSACTION READ ONLY');
  } catch (error) {
    connection.destroy();
    throw error;
  }
  const timeout = (statementSeconds + 5) * 1000;
  return {
    rows: async ({ text, values }) =>
      Rows.parse((await connection.query({ sql: text, values: [...values], timeout }))[0]),
    run: async (text, values = []) => {
      const [result] = await connection.query({ sql: text, values: [...values], timeout });
      const touched = Touched.safeParse(result);
      return touched.success ? touched.data.affectedRows : 0;
    },
    close: async () => {
      await Promise.race([connection.end().catch(() => undefined), delay(closeTimeoutMs, undefined, { ref: false })]);
      connection.destroy();
    },
  };
}

async function limitStatements(connection: Connection, seconds: number): Promise<void> {
  try {
    await connection.query(`SET SESSION max_statement_time = ${seconds}`);
  } catch (error) {
    if (!(error instanceof Error) || !('errno' in error) || error.errno !== unknownVariable) throw error;
    await connection.query(`SET SESSION max_execution_time = ${seconds * 1000}`);
  }
}
