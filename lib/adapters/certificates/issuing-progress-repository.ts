import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { IssuingOrder, IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import type { IssuingProgressRepository } from '../../certificates/issue/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, updateItem, type ItemUpdate } from '../dynamodb/items.ts';

const ProgressItem = z.object({
  work: z.string(),
  publication: z.int().default(0),
  orderOf: z.int().optional(),
  deliveries: IssuingOrder.shape.deliveries.optional(),
  done: z.set(z.string()).default(new Set()),
  retryAt: z.string().optional(),
});

/**
 * Stores in the work table how far each dataset is issued:
 *
 *     issuing#<dataset> | progress | publication
 *                                    of the current order: orderOf (its publication), deliveries, done (a set), retryAt
 */
export function issuingProgressRepository(client: DynamoDBDocumentClient, name: string): IssuingProgressRepository {
  const table = { client, name };
  const update = (dataset: string, changes: ItemUpdate) => updateItem(table, progressKey(dataset), changes);
  const whileCurrent = (publication: number) => ({
    expression: '#orderOf = :current',
    values: { current: publication },
  });
  return {
    read: async (dataset) => toProgress(dataset, await getItem(table, progressKey(dataset))),
    readAll: async (datasets) => {
      const items = await batchGet(table, datasets.map(progressKey));
      const byWork = new Map(items.map((item) => [ProgressItem.parse(item).work, item]));
      return datasets.map((dataset) => toProgress(dataset, byWork.get(progressKey(dataset).work)));
    },
    begin: async (dataset, { publication, deliveries }, retryAt) => {
      const orFirst = publication === 1 ? ' OR attribute_not_exists(#publication)' : '';
      const begun = await update(dataset, {
        set: { orderOf: publication, deliveries, retryAt, publication: publication - 1, done: null },
        condition: { expression: `attribute_not_exists(#orderOf) AND (#publication = :publication${orFirst})` },
      });
      return begun !== null;
    },
    markDone: async (dataset, publication, part, retryAt) => {
      const item = await update(dataset, {
        set: { retryAt },
        add: { done: new Set([part]) },
        condition: whileCurrent(publication),
      });
      return item === null ? null : toProgress(dataset, item);
    },
    end: async (dataset, publication) => {
      const ended = await update(dataset, {
        set: { publication, orderOf: null, deliveries: null, done: null, retryAt: null },
        condition: whileCurrent(publication),
      });
      return ended !== null;
    },
    scheduleRetry: async (dataset, publication, retryAt) => {
      await update(dataset, { set: { retryAt }, condition: whileCurrent(publication) });
    },
  };
}

function progressKey(dataset: string) {
  return { work: `issuing#${dataset}`, item: 'progress' };
}

function toProgress(dataset: string, item: unknown): IssuingProgress {
  if (item === undefined) return { dataset, publication: 0, done: [] };
  const { publication, orderOf, deliveries = [], done, retryAt } = ProgressItem.parse(item);
  const order = orderOf === undefined ? undefined : { publication: orderOf, deliveries };
  return IssuingProgress.parse({
    dataset,
    publication,
    done: [...done].toSorted(),
    ...definedOnly({ order, retryAt }),
  });
}
