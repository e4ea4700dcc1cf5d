import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Grant } from '../../../schemas/sharing/grant.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { GrantList, GrantReader } from '../../sharing/use/ports.ts';
import { getItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';
import { entitiesBelow } from './entities-below.ts';

const key = ['entity', 'item'] as const;
const prefix = 'application#';
const entityOf = (grant: string) => `${prefix}${grant}`;

/** A proof that cannot be read makes the grant unreadable: it may have suspended it. */
const Stored = z.looseObject({ grant: z.looseObject({}), proof: z.unknown().optional() });

const grantItem = storedItem({
  name: 'grant',
  key,
  parse: (item): Grant => {
    const { grant, proof } = Stored.parse(item);
    return parseTolerantly(Grant, { ...grant, ...definedOnly({ proof }) });
  },
});

const indexes = { consumer: 'byConsumer', provider: 'byProvider' } as const;
const pageSize = 50;

/**
 * Reads grants from the applications that they came from; an application without one is no grant. Other code writes
 * them. Single reads are strongly consistent, lists eventually.
 *
 *     entity            item    |
 *     application#<id>  current | consumer, provider, …, grant (Grant), proof (GrantProof)
 */
export function grantRepository(client: DynamoDBDocumentClient, name: string): GrantReader & GrantList {
  const table = { client, name };
  return {
    grant: async (id) => {
      const item = await getItem(table, { entity: entityOf(id), item: 'current' }, [
        ...key,
        'grant',
        'proof',
        'schema',
      ]);
      return item !== undefined && hasGrant(item) ? grantItem.read(item) : null;
    },
    findGrants: async function* (side, department, before) {
      const where = entitiesBelow([side, department], entityOf, before);
      for await (const item of queryItems(table, { index: indexes[side], where, newestFirst: true, limit: pageSize })) {
        const grant = hasGrant(item) ? grantItem.readOrReport(item) : undefined;
        if (grant !== undefined) yield grant;
      }
    },
  };
}

function hasGrant({ grant }: Item): boolean {
  return grant !== undefined && grant !== null;
}
