import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { CertificateRepository } from '../../certificates/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, putItem } from '../dynamodb/items.ts';
import { queryItems, queryPage } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import {
  ChainItem,
  chainHead,
  chainHeadState,
  chainVersion,
  headItem,
  isVersionItem,
  numberKey,
  versionItem,
} from './chain-items.ts';
import { moveHead } from './move-head.ts';
import { parseTallyKey } from './tally-key.ts';

const Claim = z.object({ certificate: z.string() });
const TallyRow = z.object({ tallyKey: z.string() });

const claimItem = storedItem({ name: 'certificate-claim', key: [], parse: (item) => Claim.parse(item) });
const tallyItem = storedItem({
  name: 'certificate-tally',
  key: ['certificate', 'item'],
  parse: (item) => parseTallyKey(TallyRow.parse(item).tallyKey),
});

/**
 * Drawn in chain-items.ts; written in the order of move-head.ts.
 *
 *     work table: identifier#<identifier> | chain | certificate        identifiers issued elsewhere
 */
export function certificateRepository(
  client: DynamoDBDocumentClient,
  certificatesTable: string,
  workTable: string,
): CertificateRepository {
  const chains = { client, name: certificatesTable };
  return {
    ...chainReads(chains),
    move: (to, holders) => moveHead(chains, to, holders),
    ...identifierClaims({ client, name: workTable }),
    ...indexReads(chains),
  };
}

function chainReads(chains: Table): Pick<CertificateRepository, 'head' | 'heads' | 'version' | 'versions'> {
  const readHead = async (certificate: string): Promise<CertificateHead | null> => {
    const item = await getItem(chains, { certificate, item: headItem });
    return item === undefined ? null : chainHead.read(item);
  };
  return {
    head: readHead,
    heads: async (certificates) =>
      (await readHeadItems(chains, certificates)).map((item) => (item === null ? null : chainHead.readOrReport(item))),
    version: async (certificate, generation, version) => {
      // The head first: once it has moved on, the earlier version has its own item.
      const current = (await readHead(certificate))?.current;
      if (current?.generation === generation && current.version === version) return current;
      const item = await getItem(chains, { certificate, item: versionItem(generation, version) });
      return item === undefined ? null : chainVersion.read(item);
    },
    versions: async (certificate) => {
      const found = new Map<string, CertificateVersion>();
      const where = { expression: '#certificate = :certificate', values: { certificate } };
      for await (const item of queryItems(chains, { where })) {
        const version = versionIn(item);
        if (version === undefined) continue;
        // The head sorts first, and its current version counts.
        const name = versionItem(version.generation, version.version);
        if (!found.has(name)) found.set(name, version);
      }
      return [...found].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([, version]) => version);
    },
  };
}

function versionIn(row: Item): CertificateVersion | undefined {
  const { item } = ChainItem.parse(row);
  if (item === headItem) return chainHead.read(row).current;
  return isVersionItem(item) ? chainVersion.read(row) : undefined;
}

function identifierClaims(work: Table): Pick<CertificateRepository, 'findChain' | 'claim'> {
  const claimKey = (identifier: string) => ({ work: `identifier#${identifier}`, item: 'chain' });
  return {
    findChain: async (identifier) => {
      const item = await getItem(work, claimKey(identifier));
      return item === undefined ? null : claimItem.read(item).certificate;
    },
    claim: (identifier, certificate) =>
      putItem(
        work,
        { ...claimKey(identifier), certificate },
        {
          expression: 'attribute_not_exists(#certificate) OR #certificate = :certificate',
          values: { certificate },
        },
      ),
  };
}

function indexReads(chains: Table): Pick<CertificateRepository, 'byNumber' | 'byHolder' | 'tallies'> {
  return {
    byNumber: async (type, number) => {
      const where = { expression: '#number = :number', values: { number: numberKey(type, number) } };
      const found: string[] = [];
      for await (const item of queryItems(chains, { index: 'byNumber', where }))
        found.push(ChainItem.parse(item).certificate);
      return chainHead.readAll((await readHeadItems(chains, found)).filter((item) => item !== null));
    },
    byHolder: async (holder, { cursor, limit }) => {
      const expression = cursor === undefined ? '#holder = :holder' : '#holder = :holder AND #certificate > :cursor';
      const where = { expression, values: { holder, ...definedOnly({ cursor }) } };
      const { items, hasMore } = await queryPage(chains, { index: 'byHolder', where, limit });
      const certificates = items.map((item) => ChainItem.parse(item).certificate);
      // The index may lag behind the chain.
      const current = (await readHeadItems(chains, certificates))
        .filter((item) => item !== null)
        .filter((item) => chainHeadState.readOrReport(item)?.holders.includes(holder) === true);
      const heads = chainHead.readAll(current);
      const next = hasMore ? certificates.at(-1) : undefined;
      return { heads, ...definedOnly({ next }) };
    },
    tallies: async function* (type) {
      const where = { expression: '#tally = :type', values: { type } };
      for await (const item of queryItems(chains, { index: 'byTally', where })) {
        const tally = tallyItem.readOrReport(item);
        if (tally !== undefined) yield tally;
      }
    },
  };
}

/** In the order requested. */
async function readHeadItems(chains: Table, certificates: readonly string[]): Promise<(Item | null)[]> {
  const keys = [...new Set(certificates)].map((certificate) => ({ certificate, item: headItem }));
  const found = new Map((await batchGet(chains, keys)).map((item) => [item['certificate'], item]));
  return certificates.map((certificate) => found.get(certificate) ?? null);
}
