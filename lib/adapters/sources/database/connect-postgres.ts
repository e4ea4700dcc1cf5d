import { isIP } from 'node:net';
import pg from 'pg';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { DatabaseConnection, DatabaseTarget } from './connection.ts';
import { pageBudget } from './page-budget.ts';

const connectTimeoutMs = 15_000;

/** Throws the driver's errors. */
export async function connectPostgres({
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
  const client = new pg.Client({
    host: address,
    port,
    user,
    password,
    database: database ?? user,
    // Only for verifying the certificate; the socket connects to `address`.
    ssl:
      tls === null
        ? false
        : {
            host,
            ...(isIP(host) === 0 ? { servername: host } : {}),
            rejectUnauthorized: true,
            ...definedOnly({ ca: tls.ca }),
          },
    connectionTimeoutMillis: connectTimeoutMs,
    // For a silent server; statement_timeout normally comes first.
    query_timeout: (statementSeconds + 5) * 1000,
    application_name: 'guiji',
    types: { getTypeParser: () => budget.take },
  });
  // An idle connection that breaks must not crash the process.
  client.on('error', () => undefined);
  await client.connect();
  const statements = [
    `SET statement_timeout = ${statementSeconds * 1000}`,
    `SET lock_timeout = ${statementSeconds * 1000}`,
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO'",
    // Servers before version 12 round a float to 6 or 15 digits without it.
    'SET extra_float_digits = 3',
    ...(readOnly ? ['SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY'] : []),
  ];
  try {
    for (const statement of statements) await client.query(statement);
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    rows: async ({ text, values }) =>
      await budget.spend(
        async () => (await client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array' })).rows,
      ),
    run: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
    close: async () => await client.end().catch(() => undefined),
  };
}
