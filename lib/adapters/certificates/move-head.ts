import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { deleteItem, getItem, putItem, updateItem } from '../dynamodb/items.ts';
import { isFromNewerVersion } from '../dynamodb/schema-number.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import { carryChain } from './carry-chain.ts';
import {
  chainHeadState,
  headItem,
  headRow,
  holderItem,
  versionItem,
  versionRow,
  type HeadState,
} from './chain-items.ts';

/** `newer`: the whole item, when a newer version of the code wrote it. */
type HeadBefore = HeadState & { readonly newer?: Item };

const noHead: HeadBefore = { lockVersion: 0, holders: [] };

/**
 * Writes a chain's next head; false when another writer was faster.
 *
 *     1. new holders, the superseded version     ignored by readers until the head has moved
 *     2. the head, conditional on lockVersion    the only write that decides
 *     3. removed holders, `pending`              readers check both against the head
 *
 * A worker that crashes in between leaves nothing to repair.
 */
export async function moveHead(chains: Table, to: CertificateHead, holders: readonly string[]): Promise<boolean> {
  const { certificate, lockVersion, previous } = to;
  const before = lockVersion === 1 ? noHead : await readHeadState(chains, certificate);
  if (before.lockVersion !== lockVersion - 1) return false;
  const added = holders.filter((holder) => !before.holders.includes(holder));
  const rows = {
    head: headRow(to, holders),
    ...definedOnly({ version: previous === undefined ? undefined : versionRow(to, previous) }),
  };
  const { head, version } = before.newer === undefined ? rows : carryChain(before.newer, rows);
  await Promise.all([
    ...added.map((holder) => putUnlessNewer(chains, { certificate, item: holderItem(holder), holder, lockVersion })),
    ...(version === undefined ? [] : [putUnlessNewer(chains, version)]),
  ]);
  const isNext =
    lockVersion === 1
      ? { expression: 'attribute_not_exists(#certificate)' }
      : { expression: '#lockVersion = :before', values: { before: before.lockVersion } };
  if (!(await putItem(chains, head, isNext))) return false;
  const removed = before.holders.filter((holder) => !holders.includes(holder));
  await Promise.all([
    ...removed.map((holder) => removeHolder(chains, to, holder)),
    ...(previous === undefined ? [] : [confirmVersion(chains, certificate, previous)]),
  ]);
  return true;
}

async function readHeadState(chains: Table, certificate: string): Promise<HeadBefore> {
  const key = { certificate, item: headItem };
  const item = await getItem(chains, key, ['certificate', 'item', 'lockVersion', 'holders', 'schema']);
  if (item === undefined) return noHead;
  if (!isFromNewerVersion(item)) return chainHeadState.read(item);
  const newer = (await getItem(chains, key)) ?? {};
  return { ...chainHeadState.read(newer), newer };
}

function putUnlessNewer(chains: Table, item: Item & { readonly lockVersion: number }): Promise<boolean> {
  return putItem(chains, item, {
    expression: 'attribute_not_exists(#certificate) OR #lockVersion <= :lockVersion',
    values: { lockVersion: item.lockVersion },
  });
}

/** A holder who has been named again since stays. */
function removeHolder(chains: Table, { certificate, lockVersion }: CertificateHead, holder: string): Promise<boolean> {
  return deleteItem(
    chains,
    { certificate, item: holderItem(holder) },
    { expression: '#lockVersion < :lockVersion', values: { lockVersion } },
  );
}

async function confirmVersion(
  chains: Table,
  certificate: string,
  { generation, version }: CertificateVersion,
): Promise<void> {
  const key = { certificate, item: versionItem(generation, version) };
  await updateItem(chains, key, { set: { pending: null }, returnValues: 'NONE' });
}
