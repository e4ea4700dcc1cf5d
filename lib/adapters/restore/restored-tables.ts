import { HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ContinueAfterRestorePorts } from '../../collection/restore/continue-after-restore.ts';
import { updateItem } from '../dynamodb/items.ts';
import { scanItems } from '../dynamodb/scan-items.ts';
import type { Table } from '../dynamodb/table.ts';
import { outboxMarks } from '../events/event-outbox.ts';
import { stateKey } from '../records/publication-items.ts';

export type RestoredTableNames = { readonly records: string; readonly deliveries: string; readonly states: string };

const Row = z.object({ record: z.string(), seq: z.int() });
const WithDataset = z.object({ dataset: z.string() });

/** Reads and repairs tables after a restore, while no worker runs: past the table of statuses. Scans whole tables. */
export function restoredTables(
  client: DynamoDBDocumentClient,
  names: RestoredTableNames,
  {
    objects,
    work,
    raw,
    now,
  }: { readonly objects: S3Client; readonly work: string; readonly raw: string; readonly now: () => string },
): ContinueAfterRestorePorts['restored'] {
  const [records, deliveries, states] = [
    { client, name: names.records },
    { client, name: names.deliveries },
    { client, name: names.states },
  ];
  const exists = async (bucket: string, key: string) => {
    try {
      await objects.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  };
  return {
    highestSeqs: async () => {
      const highest = new Map<string, number>();
      for (const table of [deliveries, states])
        for await (const item of scanItems(table, ['dataset'])) highest.set(WithDataset.parse(item).dataset, 0);
      for await (const item of scanItems(records, ['record', 'seq'])) {
        const { record, seq } = Row.parse(item);
        const dataset = record.slice(0, record.lastIndexOf('#'));
        highest.set(dataset, Math.max(highest.get(dataset) ?? 0, seq));
      }
      return highest;
    },
    voidSeqs: async (dataset, before, after) => {
      const condition =
        before.lastSeq === 0
          ? { expression: '(attribute_not_exists(#lastSeq) OR #lastSeq = :before)', values: { before: 0 } }
          : { expression: '#lastSeq = :before', values: { before: before.lastSeq } };
      return (await updateItem(states, stateKey(dataset), { set: { ...after }, condition })) !== null;
    },
    workAgain: (delivery, wanted, decision) => workAgain(deliveries, delivery, { wanted, decision, retryAt: now() }),
    hasUpload: (rawKey) => exists(raw, rawKey),
    haveObjects: async (keys) => {
      for (const key of keys) if (!(await exists(work, key))) return false;
      return true;
    },
  };
}

type WorkAgain = ContinueAfterRestorePorts['restored']['workAgain'];
type Order = {
  readonly wanted: Parameters<WorkAgain>[1];
  readonly decision: Parameters<WorkAgain>[2];
  readonly retryAt: string;
};

async function workAgain(
  deliveries: Table,
  { id, status, decisions }: Parameters<WorkAgain>[0],
  { wanted, decision, retryAt }: Order,
): Promise<boolean> {
  const unloaded = {
    loadedParts: null,
    finishedAt: null,
    reason: null,
    annotated: 'none',
    trial: null,
    startedAt: null,
    resends: null,
  };
  const unstaged = wanted === 'received' ? { seq: null, staged: null, rowCounts: null } : {};
  const marks = outboxMarks(decision.at);
  const again = { status: wanted, attempts: 0, decisions: [...decisions, decision], pending: 'pending', retryAt };
  const changed = await updateItem(
    deliveries,
    { id },
    {
      set: { ...unloaded, ...unstaged, ...again, ...marks.set },
      add: marks.add,
      append: { transitions: [{ at: decision.at, by: decision.by, to: wanted }] },
      // Not `:status`, which is the new one.
      condition: { expression: '#status = :found', values: { found: status } },
    },
  );
  return changed !== null;
}
