import type { DatabaseConnection } from './connection.ts';
import { databaseFault } from './database-fault.ts';

export type PreparedConnection<Prepared> = {
  readonly connection: DatabaseConnection;
  readonly prepared: Prepared;
  /** Throws the driver's errors as a `SourceFault`. */
  readonly attempt: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

/** Connects and prepares; a connection that cannot be prepared is closed. Throws a `SourceFault`. */
export async function openPrepared<Prepared>(
  connect: () => Promise<DatabaseConnection>,
  prepare: (connection: DatabaseConnection) => Promise<Prepared>,
  statementSeconds: number,
): Promise<PreparedConnection<Prepared>> {
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw databaseFault(error, statementSeconds);
    }
  };
  const connection = await attempt(connect);
  try {
    return { connection, prepared: await attempt(() => prepare(connection)), attempt };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
