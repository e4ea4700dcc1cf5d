import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import {
  issuingEntity,
  IssuingCounts,
  IssuingOrder,
  IssuingOutcome,
  IssuingProgress,
} from '../../../schemas/certificates/issuing-progress.ts';
import type { IssuingProgressRepository } from '../../certificates/issue/ports.ts';
import type { StepBackIssuingPorts } from '../../certificates/issue/step-back-issuing.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, updateItem, type ItemUpdate } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';
import { holdEvents } from '../events/held-events.ts';
import { certificateWorkOutbox, type CertificateWorkTables } from './certificate-work-outbox.ts';

const ProgressItem = z.object({
  work: z.string(),
  publication: z.int().default(0),
  orderOf: z.int().optional(),
  deliveries: IssuingOrder.shape.deliveries.optional(),
  done: z.set(z.string()).default(new Set()),
  retryAt: z.string().optional(),
});
const outcomes = IssuingOutcome.options;
const noOrder = Object.fromEntries(
  ['orderOf', 'deliveries', 'done', 'retryAt', ...outcomes].map((name) => [name, null]),
);

const progressItem = storedItem({ name: 'issuing-progress', key: ['work'], parse: toProgress });

/**
 * Stores in the work table how far each dataset is issued:
 *
 *     issuing#<dataset> | progress | publication
 *                                    of the current order: orderOf (its publication), deliveries, done (a set), retryAt,
 *                                    and how many records of `done` have each outcome
 *                                    eventCount, eventsCopied; uncopiedEvents, uncopied, uncopiedSince
 */
export function issuingProgressRepository(
  client: DynamoDBDocumentClient,
  tables: CertificateWorkTables,
): IssuingProgressRepository & StepBackIssuingPorts['progress'] {
  const table = { client, name: tables.certificateWork };
  const outbox = certificateWorkOutbox(client, tables);
  const update = (dataset: string, changes: ItemUpdate) => updateItem(table, progressKey(dataset), changes);
  const whileCurrent = (publication: number) => ({
    expression: '#orderOf = :current',
    values: { current: publication },
  });
  return {
    read: async (dataset) => {
      const item = await getItem(table, progressKey(dataset));
      return item === undefined ? nothingIssued(dataset) : progressItem.read(item);
    },
    readAll: async (datasets) => {
      const items = await batchGet(table, datasets.map(progressKey));
      const byWork = new Map(items.map((item) => [item['work'], item]));
      return datasets.flatMap((dataset) => {
        const item = byWork.get(progressKey(dataset).work);
        const progress = item === undefined ? nothingIssued(dataset) : progressItem.readOrReport(item);
        return progress ?? [];
      });
    },
    begin: async (dataset, { publication, deliveries }, retryAt) => {
      const orFirst = publication === 1 ? ' OR attribute_not_exists(#publication)' : '';
      const begun = await update(dataset, {
        set: { ...noOrder, orderOf: publication, deliveries, retryAt, publication: publication - 1 },
        condition: { expression: `attribute_not_exists(#orderOf) AND (#publication = :publication${orFirst})` },
      });
      return begun !== null;
    },
    markDone: async (dataset, publication, { part, counts, retryAt }) => {
      const item = await update(dataset, {
        set: { retryAt },
        add: { done: new Set([part]), ...counts },
        condition: {
          expression: `${whileCurrent(publication).expression} AND NOT contains(#done, :part)`,
          values: { ...whileCurrent(publication).values, part },
        },
      });
      return item === null ? null : progressItem.read(item);
    },
    end: async (dataset, publication, event) => {
      const marks = holdEvents([event]);
      const ended = await update(dataset, {
        ...marks,
        set: { ...noOrder, publication, ...marks.set },
        condition: whileCurrent(publication),
      });
      if (ended === null) return false;
      await outbox.copy(ended);
      return true;
    },
    scheduleRetry: async (dataset, publication, retryAt) => {
      await update(dataset, { set: { retryAt }, condition: whileCurrent(publication) });
    },
    stepBack: async (dataset, publication) => {
      await update(dataset, { set: { ...noOrder, publication } });
    },
  };
}

const workPrefix = issuingEntity('');

function progressKey(dataset: string) {
  return { work: issuingEntity(dataset), item: 'progress' };
}

function nothingIssued(dataset: string): IssuingProgress {
  return { dataset, publication: 0, done: [] };
}

function toProgress(item: Item): IssuingProgress {
  const { work, publication, orderOf, deliveries = [], done, retryAt } = parseTolerantly(ProgressItem, item);
  const dataset = work.slice(workPrefix.length);
  const order = orderOf === undefined ? undefined : { publication: orderOf, deliveries };
  return IssuingProgress.parse({
    dataset,
    publication,
    done: [...done].toSorted(),
    ...definedOnly({ order, counts: order === undefined ? undefined : countsOf(item), retryAt }),
  });
}

function countsOf(item: Item): IssuingCounts {
  const counted = outcomes.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]] as const]));
  return IssuingCounts.parse(Object.fromEntries(counted));
}
