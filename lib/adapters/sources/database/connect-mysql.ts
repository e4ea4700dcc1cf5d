import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { DatabaseConnection, DatabaseTarget } from './connection.ts';
import { pageBudget } from './page-budget.ts';

const connectTimeoutMs = 15_000;
/** A silent server never answers the quit message. */
const closeTimeoutMs = 2_000;
/** ER_UNKNOWN_SYSTEM_VARIABLE: MariaDB names the statement timeout differently. */
const unknownVariable = 1193;

const Rows = z.array(z.array(z.string().nullable()));
const Touched = z.object({ affectedRows: z.int() });

/** Throws the driver's errors. */
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
  const budget = pageBudget();
  const connection = await createConnection({
    // Only for verifying the certificate; the socket connects to `address`.
    host,
    port,
    // The driver passes no server name for an IP address; TLS then verifies `_host`.
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
    typeCast: (field) => budget.take(field.string()),
    multipleStatements: false,
  });
  connection.on('error', () => undefined);
  try {
    // NO_BACKSLASH_ESCAPES would break the driver's escaping.
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
      await budget.spend(async () =>
        Rows.parse((await connection.query({ sql: text, values: [...values], timeout }))[0]),
      ),
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
