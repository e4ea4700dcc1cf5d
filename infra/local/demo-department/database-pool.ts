import { Client, Pool } from 'pg';

export type Login = { readonly port: number; readonly user: string; readonly password: string };

/** Creates the database if needed. */
export async function databasePool(login: Login, database: string): Promise<Pool> {
  const where = { host: '127.0.0.1', ssl: false, ...login };
  const client = new Client({ ...where, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
  const pool = new Pool({ ...where, database, max: 4 });
  pool.on('error', () => undefined); // an idle connection that ends with the server; the next question makes a new one
  return pool;
}
