import type { AcknowledgedRow, AcknowledgementWriter, RejectedEntry } from '../../../collection/sources/ports.ts';
import { acknowledgementStatements, type AcknowledgedTable } from './acknowledgement-statements.ts';
import type { DatabaseConnection } from './connection.ts';
import { databaseFault } from './database-fault.ts';

const rowBatchSize = 500;

/** Uses the platform's account, which may change only exchange columns. Throws a `SourceFault`. */
export async function openTableAcknowledgementWriter(
  connect: () => Promise<DatabaseConnection>,
  { statementSeconds, ...table }: AcknowledgedTable & { readonly statementSeconds: number },
): Promise<AcknowledgementWriter> {
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw databaseFault(error, statementSeconds);
    }
  };
  const connection = await attempt(connect);
  const statements = acknowledgementStatements(table);
  const run = async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) =>
    await connection.run(text, values);

  const markRows = async (rows: readonly AcknowledgedRow[]) => {
    for (const statement of statements.markRows(rows)) await run(statement);
  };
  const deleteEntries = async (rows: readonly { readonly key: readonly string[] }[]) => {
    if (rows.length > 0) await run(statements.deleteEntries(rows));
  };
  const replaceEntries = async (delivery: string, entries: readonly RejectedEntry[]) => {
    await run(statements.deleteDelivery(delivery));
    await inBatches(entries, deleteEntries);
    await inBatches(entries, async (batch) => await run(statements.insertEntries(delivery, batch)));
  };
  let hasEntries: boolean | undefined;

  return {
    acknowledge: (rows) =>
      attempt(async () => {
        hasEntries ??= (await connection.rows(statements.anyEntry)).length > 0;
        await inBatches(rows, markRows);
        const accepted = rows.filter(({ rejected }) => rejected === undefined);
        if (hasEntries) await inBatches(accepted, deleteEntries);
      }),
    reject: (delivery, entries) =>
      attempt(() => inTransaction(connection, async () => await replaceEntries(delivery, entries))),
    close: connection.close,
  };
}

async function inBatches<Item>(items: readonly Item[], work: (batch: readonly Item[]) => Promise<unknown>) {
  for (let from = 0; from < items.length; from += rowBatchSize) await work(items.slice(from, from + rowBatchSize));
}

async function inTransaction(connection: DatabaseConnection, work: () => Promise<void>): Promise<void> {
  await connection.run('BEGIN');
  try {
    await work();
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
