import { appendFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clearStalePostmaster } from './clear-stale-postmaster.ts';
import { databaseKeys } from './database-keys.ts';
import { databasePool } from './database-pool.ts';
import { grantTraversal } from './grant-traversal.ts';
import { makeCluster } from './make-cluster.ts';
import { postgresAccount } from './postgres-account.ts';
import { postgresPrograms, type PostgresPrograms } from './postgres-programs.ts';
import { prepareDepartment } from './prepare-department.ts';
import { runPostgres } from './run-postgres.ts';

export type DepartmentDatabase = {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Cannot delete. */
  readonly writer: { readonly user: string; readonly password: string };
  readonly owner: { readonly user: string; readonly password: string };
  /** As the owner. */
  readonly run: (script: string) => Promise<void>;
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => Promise<void>;
};
export type DepartmentDatabaseSettings = { readonly stateDir: string; readonly say: (sentence: string) => void };

const database = 'front_end';
const owner = 'department_owner';

/** Answers `null` after printing a sentence where PostgreSQL cannot run. */
export async function startDepartmentDatabase({
  stateDir,
  say,
}: DepartmentDatabaseSettings): Promise<DepartmentDatabase | null> {
  const folder = join(resolve(stateDir), 'department-database');
  const logFile = join(folder, 'database.log');
  mkdirSync(folder, { recursive: true });
  const programs = await postgresPrograms();
  if (programs === null) {
    say('没有适用于这台电脑的 PostgreSQL 程序，演示部门的前置库没有启动，其他功能不受影响。');
    return null;
  }
  try {
    return await start(programs, stateDir, folder, logFile);
  } catch (error) {
    appendFileSync(logFile, `${String(error)}\n`);
    say(`演示部门的前置库没有启动，其他功能不受影响；原因见 ${logFile}。`);
    return null;
  }
}

async function start(
  { initdb, postgres }: PostgresPrograms,
  stateDir: string,
  folder: string,
  logFile: string,
): Promise<DepartmentDatabase> {
  const data = join(folder, 'data');
  const account = postgresAccount();
  if (account !== null) grantTraversal(stateDir, folder);
  await clearStalePostmaster(data);
  const keys = await databaseKeys(join(folder, 'keys.json'));
  await makeCluster({ initdb, data, account, owner, password: keys.owner });
  const login = { port: keys.port, user: owner, password: keys.owner };
  const running = await runPostgres({ program: postgres, data, account, logFile, login });
  try {
    const pool = await databasePool(login, database);
    const { reader, writer } = await prepareDepartment(pool, keys);
    return {
      host: '127.0.0.1',
      port: keys.port,
      database,
      user: reader,
      password: keys.reader,
      writer: { user: writer, password: keys.writer },
      owner: { user: owner, password: keys.owner },
      run: async (script) => void (await pool.query(script)),
      query: async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows,
      close: async () => pool.end().then(running.close),
    };
  } catch (error) {
    await running.close(); // and with it every connection
    throw error;
  }
}
