import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Archive, archiveEntity } from '../../../schemas/collection/archive.ts';
import type { ArchiveRepository } from '../../collection/archive/ports.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { carryUnknown } from '../dynamodb/carry-unknown.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEventOutbox, heldEvents, holdEvents } from '../events/held-events.ts';

const key = ['owner', 'item'] as const;
const archiveItem = storedItem({ name: 'archive', key, parse: fromItem });
const keyOf = (dataset: string) => ({ owner: archiveEntity(dataset), item: 'current' });
const Owner = z.looseObject({ owner: z.string() });

/** All events that a stored archive still holds; `null` for another item of its table. */
export function archiveOutboxItems(stored: Item): OutboxItems | null {
  const { owner } = Owner.parse(stored);
  return owner.startsWith(archiveEntity('')) ? { entity: owner, events: heldEvents(stored) } : null;
}

export type PaperTables = { readonly papers: string; readonly events: string };

export type ArchiveSearch = {
  /** Those of these datasets, by dataset; reads 100 at once. */
  readonly archivesOf: (datasets: readonly string[]) => Promise<ReadonlyMap<string, Archive>>;
};

/** Reads the archives of many datasets. */
export function archiveSearch(client: DynamoDBDocumentClient, table: string): ArchiveSearch {
  return {
    archivesOf: async (datasets) => {
      const items = await batchGet({ client, name: table }, datasets.map(keyOf));
      return new Map(archiveItem.readAll(items).map((archive) => [archive.dataset, archive]));
    },
  };
}

/**
 * Stores the archive of a dataset as one item, so that a paper and its event are one write:
 *
 *     owner             item     |
 *     archive#vehicles  current  | lockVersion, papers (list); eventCount, eventsCopied; uncopiedEvents, uncopied
 */
export function archiveRepository(
  client: DynamoDBDocumentClient,
  { papers: name, events }: PaperTables,
): ArchiveRepository & EventOutbox {
  const table = { client, name };
  const outbox = heldEventOutbox(client, { name, key, events });
  return {
    archiveOf: async (dataset) => {
      const item = await getItem(table, keyOf(dataset));
      return item === undefined ? undefined : archiveItem.read(item);
    },
    saveArchive: async (archive, event) => {
      const { dataset, lockVersion, papers } = Archive.parse(archive);
      const stored = lockVersion === 1 ? undefined : await getItem(table, keyOf(dataset));
      const marks = holdEvents([event]);
      const saved = await updateItem(table, keyOf(dataset), {
        ...marks,
        set: {
          dataset,
          lockVersion,
          // A newer version's attributes of a paper stay.
          papers: stored === undefined ? papers : carryUnknown(stored['papers'], fromItem(stored).papers, papers),
          ...marks.set,
        },
        condition:
          lockVersion === 1
            ? { expression: 'attribute_not_exists(#lockVersion)' }
            : { expression: '#lockVersion = :before', values: { before: lockVersion - 1 } },
      });
      if (saved === null) return false;
      await outbox.copy(saved);
      return true;
    },
    copyLeft: outbox.copyLeft,
  };
}

function fromItem({ owner: _owner, item: _item, schema: _schema, ...archive }: Item): Archive {
  return parseTolerantly(Archive, archive);
}
