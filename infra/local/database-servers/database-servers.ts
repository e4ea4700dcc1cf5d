import { spawnSync } from 'node:child_process';
import type { DatabaseSystem } from '../../../schemas/collection/front-end-table.ts';
import type { RunningDatabase, ServerCertificate } from './running-database.ts';
import { startMariadb } from './start-mariadb.ts';
import { postgresBin, startPostgres } from './start-postgres.ts';

export type DatabaseServer = {
  readonly name: string;
  readonly system: DatabaseSystem;
  readonly found: boolean;
  readonly start: (certificate?: ServerCertificate) => Promise<RunningDatabase>;
};

const has = (program: string, ...options: readonly string[]) => spawnSync(program, options).error === undefined;

/** Each start has its own folder and port. */
export const databaseServers: readonly DatabaseServer[] = [
  { name: 'PostgreSQL', system: 'postgresql', found: postgresBin !== undefined, start: startPostgres },
  {
    name: 'MariaDB',
    system: 'mysql',
    found: has('mariadbd', '--version') && has('mariadb-install-db', '--help'),
    start: startMariadb,
  },
];
