import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { RecordChange } from '../use/ports.ts';
import { readChangesUnderGrant } from '../use/read-changes-under-grant.ts';
import { faultOfRow, isGrantedRow, showsHidden } from './expected-row.ts';
import type { ProvenUse } from './ports.ts';
import { answerOf, type Found, judgeRefusal, type Proof, requestOf, uncounted } from './proof-calls.ts';

const changesRead = 20;

/** Reads the feed from its begin, and compares its items with the changes that they were made of. */
export async function proveChanges(proof: Proof, use: ProvenUse): Promise<Found> {
  const { grant, endedBy } = proof;
  const seen: RecordChange[] = [];
  const ports = {
    ...uncounted(use, proof),
    recordChanges: async (...asked: Parameters<ProvenUse['recordChanges']>) => {
      const page = await use.recordChanges(...asked);
      if (!isRefused(page)) seen.push(...page.changes);
      return page;
    },
  };
  let cursor: string | undefined;
  // The first page is empty, and tells where to begin.
  for (let page = 1; page <= 2; page += 1) {
    seen.length = 0;
    const body = { limit: changesRead, matter: grant.matter, ...definedOnly({ cursor }) };
    const outcome = await readChangesUnderGrant({ ...requestOf(proof), body }, ports);
    const judged = judgeRefusal<ChangesAnswer>(answerOf<ChangesAnswer>(outcome), endedBy);
    if ('found' in judged) return judged.found;
    const fault = judgeChanges({ grant, seen, use }, judged.answer);
    if (fault !== null) return fault;
    if (seen.some(({ after = {} }) => showsHidden(grant, after, outcome))) return 'raw-value-shown';
    cursor = judged.answer.next;
  }
  return null;
}

type ChangesAnswer = {
  readonly items: readonly {
    readonly record: string;
    readonly removed: boolean;
    readonly values?: RecordValues | undefined;
  }[];
  readonly next: string;
};

function judgeChanges(
  { grant, seen, use }: { readonly grant: Grant; readonly seen: readonly RecordChange[]; readonly use: ProvenUse },
  { items }: ChangesAnswer,
): Found {
  const changes = new Map(seen.map((change) => [use.tokens.token(grant.id, change.keyHash), change]));
  for (const { record, removed, values } of items) {
    const after = changes.get(record)?.after;
    if (removed) {
      if (values !== undefined || (after !== undefined && isGrantedRow(grant, after))) return 'row-missing';
      continue;
    }
    if (after === undefined || !isGrantedRow(grant, after)) return 'row-not-granted';
    const fault = faultOfRow(grant, after, values ?? {});
    if (fault !== null) return fault;
  }
  const given = new Set(items.map(({ record }) => record));
  const isLacking = [...changes].some(
    ([token, { before, after }]) =>
      before === undefined && after !== undefined && isGrantedRow(grant, after) && !given.has(token),
  );
  return isLacking ? 'row-missing' : null;
}
