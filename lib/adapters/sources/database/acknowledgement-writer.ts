import type { AcknowledgedRow, AcknowledgementWriter, RejectedEntry } from '../../../collection/sources/ports.ts';
import { acknowledgementStatements, type Statement } from './acknowledgement-statements.ts';
import type { DatabaseConnection } from './connection.ts';
import { openPrepared } from './open-prepared.ts';
import type { QueriedTable } from './queried-table.ts';
import { isUnique, readTableLayout } from './table-layout.ts';

const rowBatchSize = 500;

type WrittenTable = QueriedTable & {
  readonly rejectedTable: string;
  readonly rejectedKey: readonly string[];
  readonly statementSeconds: number;
};

/** Uses the platform's account, which may change only exchange columns. Throws a `SourceFault`. */
export async function openTableAcknowledgementWriter(
  connect: () => Promise<DatabaseConnection>,
  { statementSeconds, ...table }: WrittenTable,
): Promise<AcknowledgementWriter> {
  const opened = await openPrepared(connect, (to) => readTypes(to, table), statementSeconds);
  const { connection, prepared: typed, attempt } = opened;
  const statements = acknowledgementStatements(typed);
  const run = async ({ text, values }: Statement) => await connection.run(text, values);

  const markRows = async (rows: readonly AcknowledgedRow[]): Promise<number> => {
    let touched = 0;
    for (const statement of statements.markRows(rows)) touched += await run(statement);
    if (touched === rows.length && typed.isKeyUnique) return touched;
    // The rest bore the mark already, or is not there as it was read.
    const different = distinctRows(rows);
    const [[found = null] = []] = await connection.rows(statements.countRows(different));
    return rows.length - (different.length - Number(found));
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
        let marked = 0;
        await inBatches(rows, async (batch) => {
          marked += await markRows(batch);
        });
        const accepted = rows.filter(({ rejected }) => rejected === undefined);
        if (hasEntries) await inBatches(accepted, deleteEntries);
        return marked;
      }),
    reject: (delivery, entries) =>
      attempt(() => inTransaction(connection, async () => await replaceEntries(delivery, entries))),
    close: connection.close,
  };
}

async function readTypes<Table extends WrittenTableNames>(connection: DatabaseConnection, table: Table) {
  const layout = await readTableLayout(connection, table);
  const rejected = await readTableLayout(connection, { ...table, table: table.rejectedTable });
  return {
    ...table,
    types: layout.columns,
    rejectedTypes: rejected.columns,
    isKeyUnique: isUnique(layout, table.key),
  };
}
type WrittenTableNames = Omit<WrittenTable, 'statementSeconds'>;

function distinctRows(rows: readonly AcknowledgedRow[]): readonly AcknowledgedRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify([row.key, row.updateTime]), row])).values()];
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
