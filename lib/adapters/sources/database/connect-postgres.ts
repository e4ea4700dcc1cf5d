import { isIP } from 'node:net';
import pg from 'pg';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { DatabaseConnection, DatabaseTarget } from './connection.ts';

/** Milliseconds for the connection itself. */
const connectTimeoutMs = 15_000;

const asText = (value: string | null) => value;

/** A connection to PostgreSQL, or to what speaks its protocol. */
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
  const client = new pg.Client({
    host: address,
    port,
    user,
    password,
    database: database ?? user,
    // By this name the certificate is judged; the connection goes to the address.
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
    // The database gives a statement up by itself; this is for one that does not answer at all.
    query_timeout: (statementSeconds + 5) * 1000,
    application_name: 'guiji',
    types: { getTypeParser: () => asText },
  });
  // A connection that breaks while nothing is asked: the next question will say so.
  client.on('error', () => undefined);
  await client.connect();
  const statements = [
    `SET statement_timeout = ${statementSeconds * 1000}`,
    `SET lock_timeout = ${statementSeconds * 1000}`,
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO'",
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
      (await client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array' })).rows,
    run: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
    close: async () => await client.end().catch(() => undefined),
  };
}
