import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  paginateQuery,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateRepository } from '../../certificates/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { conditionally } from '../dynamodb/conditionally.ts';
import {
  ChainItem,
  headItem,
  parseHead,
  headRow,
  parseHeadState,
  holderItem,
  isVersionItem,
  numberKey,
  versionItem,
  parseVersion,
  versionRow,
  type HeadState,
} from './chain-items.ts';
import { parseTallyKey } from './tally-key.ts';

const noHead: HeadState = { lockVersion: 0, holders: [] };
const Claim = z.object({ certificate: z.string() });
const TallyRow = z.object({ tallyKey: z.string() });

/**
 * Chains of certificates; chain-items.ts draws them. The head's conditional write is the only one that decides. What must be there once it has moved
 * (holders, the superseded version) is written before it, and nobody believes it before it has: a worker that dies in between leaves nothing to mend.
 *
 *     work table: identifier#<identifier> | chain | certificate        identifiers from elsewhere
 */
export function certificateRepository(
  client: DynamoDBDocumentClient,
  table: string,
  workTable: string,
): CertificateRepository {
  const headKey = (certificate: string) => ({ certificate, item: headItem });
  const claimKey = (identifier: string) => ({ work: `identifier#${identifier}`, item: 'chain' });
  /** In the order asked for. */
  const rowsOfHeads = async (certificates: readonly string[]): Promise<(Record<string, unknown> | null)[]> => {
    const found = new Map(
      (await batchGet(client, table, [...new Set(certificates)].map(headKey))).map((row) => [row['certificate'], row]),
    );
    return certificates.map((certificate) => found.get(certificate) ?? null);
  };

  const headState = async (certificate: string): Promise<HeadState> => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: table,
        Key: headKey(certificate),
        ConsistentRead: true,
        ProjectionExpression: 'lockVersion, holders',
      }),
    );
    return Item === undefined ? noHead : parseHeadState(Item);
  };

  /** Writes an item unless a later revision has written it. */
  const put = (Item: { readonly lockVersion: number } & Record<string, unknown>): Promise<boolean> =>
    conditionally(
      client.send(
        new PutCommand({
          TableName: table,
          Item,
          ConditionExpression: 'attribute_not_exists(certificate) OR lockVersion <= :lockVersion',
          ExpressionAttributeValues: { ':lockVersion': Item.lockVersion },
        }),
      ),
    );

  /** A holder who was named again meanwhile stays. */
  const removeHolder = ({ certificate, lockVersion }: CertificateHead, holder: string): Promise<boolean> =>
    conditionally(
      client.send(
        new DeleteCommand({
          TableName: table,
          Key: { certificate, item: holderItem(holder) },
          ConditionExpression: 'lockVersion < :lockVersion',
          ExpressionAttributeValues: { ':lockVersion': lockVersion },
        }),
      ),
    );

  const confirm = async (certificate: string, { generation, version }: CertificateVersion): Promise<void> => {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { certificate, item: versionItem(generation, version) },
        UpdateExpression: 'REMOVE pending',
      }),
    );
  };

  const head = async (certificate: string): Promise<CertificateHead | null> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: headKey(certificate), ConsistentRead: true }),
    );
    return Item === undefined ? null : parseHead(Item);
  };

  return {
    head,
    heads: async (certificates) =>
      (await rowsOfHeads(certificates)).map((row) => (row === null ? null : parseHead(row))),
    version: async (certificate, generation, version) => {
      // the head first: once it has moved on, the earlier version has its item
      const current = (await head(certificate))?.current;
      if (current?.generation === generation && current.version === version) return current;
      const { Item } = await client.send(
        new GetCommand({
          TableName: table,
          Key: { certificate, item: versionItem(generation, version) },
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? null : parseVersion(Item);
    },
    versions: async (certificate) => {
      const found = new Map<string, CertificateVersion>();
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'certificate = :certificate',
          ExpressionAttributeValues: { ':certificate': certificate },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) {
        for (const row of Items) {
          const { item } = ChainItem.parse(row);
          const version =
            item === headItem ? parseHead(row).current : isVersionItem(item) ? parseVersion(row) : undefined;
          if (version === undefined) continue;
          // the head comes first, and what it says of its current version stands
          const name = versionItem(version.generation, version.version);
          if (!found.has(name)) found.set(name, version);
        }
      }
      return [...found].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([, version]) => version);
    },
    move: async (to, holders) => {
      const { certificate, lockVersion, previous } = to;
      const before = lockVersion === 1 ? noHead : await headState(certificate);
      if (before.lockVersion !== lockVersion - 1) return false;
      const added = holders.filter((holder) => !before.holders.includes(holder));
      await Promise.all([
        ...added.map((holder) => put({ certificate, item: holderItem(holder), holder, lockVersion })),
        ...(previous === undefined ? [] : [put(versionRow(to, previous))]),
      ]);
      const condition =
        lockVersion === 1
          ? { ConditionExpression: 'attribute_not_exists(certificate)' }
          : {
              ConditionExpression: 'lockVersion = :before',
              ExpressionAttributeValues: { ':before': before.lockVersion },
            };
      if (
        !(await conditionally(
          client.send(new PutCommand({ TableName: table, Item: headRow(to, holders), ...condition })),
        ))
      )
        return false;
      const gone = before.holders.filter((holder) => !holders.includes(holder));
      await Promise.all([
        ...gone.map((holder) => removeHolder(to, holder)),
        ...(previous === undefined ? [] : [confirm(certificate, previous)]),
      ]);
      return true;
    },
    findChain: async (identifier) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: workTable, Key: claimKey(identifier), ConsistentRead: true }),
      );
      return Item === undefined ? null : Claim.parse(Item).certificate;
    },
    claim: (identifier, certificate) =>
      conditionally(
        client.send(
          new PutCommand({
            TableName: workTable,
            Item: { ...claimKey(identifier), certificate },
            ConditionExpression: 'attribute_not_exists(certificate) OR certificate = :certificate',
            ExpressionAttributeValues: { ':certificate': certificate },
          }),
        ),
      ),
    byNumber: async (type, number) => {
      const found: string[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'byNumber',
          KeyConditionExpression: '#number = :number',
          ExpressionAttributeNames: { '#number': 'number' },
          ExpressionAttributeValues: { ':number': numberKey(type, number) },
        },
      );
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => ChainItem.parse(item).certificate));
      return (await rowsOfHeads(found)).flatMap((row) => (row === null ? [] : [parseHead(row)]));
    },
    byHolder: async (holder, { cursor, limit }) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byHolder',
          KeyConditionExpression:
            cursor === undefined ? 'holder = :holder' : 'holder = :holder AND certificate > :cursor',
          ExpressionAttributeValues: { ':holder': holder, ...definedOnly({ ':cursor': cursor }) },
          Limit: limit,
        }),
      );
      const certificates = Items.map((item) => ChainItem.parse(item).certificate);
      // the index may still have a holder whom the chain names no more
      const heads = (await rowsOfHeads(certificates)).flatMap((row) =>
        row !== null && parseHeadState(row).holders.includes(holder) ? [parseHead(row)] : [],
      );
      const next = LastEvaluatedKey === undefined ? undefined : certificates.at(-1);
      return { heads, ...definedOnly({ next }) };
    },
    tallies: async function* (type) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'byTally',
          KeyConditionExpression: 'tally = :type',
          ExpressionAttributeValues: { ':type': type },
        },
      );
      for await (const { Items = [] } of pages)
        for (const row of Items) yield parseTallyKey(TallyRow.parse(row).tallyKey);
    },
  };
}
