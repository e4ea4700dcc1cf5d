import { Client } from 'pg';
import type { SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import type { DemoDepartment } from '../../../local/demo-department/open-department.ts';

export type Database = NonNullable<DemoDepartment['database']>;

/** The front-end table of the demo's department, which `openDepartment` has made. */
export const tableName = 'public_security.vehicles';

/** The declaration by which the platform reads it. */
export function declareTable({ host, port, database }: Database): SourceDeclaration {
  return SourceDeclaration.parse({
    channel: 'database',
    system: 'postgresql',
    host,
    port,
    database,
    tls: 'off',
    pageRows: 100,
    overlapSeconds: 5,
  });
}

/** Connects as one of the database's accounts; the caller ends it. */
export async function connectAs(
  { user, password }: { readonly user: string; readonly password: string },
  { host, port, database }: Database,
): Promise<Client> {
  const client = new Client({ host, port, database, user, password });
  await client.connect();
  return client;
}

/** Inserts rows as the department does; a row whose key is there already stays as it is. */
export async function insertVehicles(client: Client, rows: readonly SyntheticRow[]): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row);
    const placeholders = names.map((_, i) => `$${i + 1}`);
    await client.query(
      `INSERT INTO ${tableName} (${names.join(', ')}) VALUES (${placeholders.join(', ')}) ON CONFLICT DO NOTHING`,
      Object.values(row),
    );
  }
}
