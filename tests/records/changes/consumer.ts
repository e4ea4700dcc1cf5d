import { readChanges, type ReadChangesPorts } from '../../../lib/records/changes/read-changes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RecordChange } from '../../../schemas/records/record.ts';
import { callerWithRole, dataset, officer } from '../../collection/pipeline/pipeline.ts';

/** A consumer as the guide describes it: its store and its cursor are two writes, and it may die between them. */
export function openConsumer(ports: ReadChangesPorts, start?: string) {
  const store = new Map<string, { readonly key: RecordChange['key']; readonly values: RecordChange['values'] }>();
  const seen = new Map<string, string>();
  const cursors: (string | undefined)[] = [start];
  let restarts = 0;

  const read = async (cursor: string | undefined, limit: number) =>
    await readChanges(
      {
        ...callerWithRole(officer),
        params: { dataset },
        body: { limit, ...(cursor === undefined ? {} : { cursor }) },
      },
      ports,
    );
  const beginAgain = () => {
    store.clear();
    seen.clear();
    cursors.splice(0, cursors.length, undefined);
    restarts += 1;
  };
  const apply = (item: RecordChange) => {
    const text = JSON.stringify(item);
    if ((seen.get(item.id) ?? text) !== text) throw new Error(`${item.id} was another item before`);
    seen.set(item.id, text);
    if (item.removed) {
      const known = store.get(item.record);
      if (known !== undefined && JSON.stringify(known.key) !== JSON.stringify(item.key))
        throw new Error(`${item.id} removes a record under another key`);
      store.delete(item.record);
    } else store.set(item.record, { key: item.key, values: item.values });
  };
  /** False at the end. Of a page that kills it the consumer applies the first items, and stores no cursor. */
  const step = async (limit: number, killedAfter = Infinity): Promise<boolean> => {
    const page = await read(cursors.at(-1), limit);
    if (isRefused(page)) {
      if (page.refused !== 'changes-not-kept') throw new Error(page.refused);
      beginAgain();
      return true;
    }
    for (const item of page.items.slice(0, killedAfter)) apply(item);
    if (killedAfter === Infinity) cursors.push(page.next);
    return page.more;
  };
  return {
    step,
    read,
    restarts: () => restarts,
    cursor: () => cursors.at(-1),
    ids: () => [...seen.keys()],
    /** Starts again with a cursor that it had stored before; the first one stays. */
    goBack: (steps: number) => {
      cursors.splice(Math.max(2, cursors.length - steps));
    },
    catchUp: async (limit: number) => {
      for (let pages = 0; await step(limit); pages += 1) if (pages > 1_000) throw new Error('the feed has no end');
    },
    /** Field `name` by field `number`, as `shownAt` reads it. */
    shown: () =>
      new Map([...store.values()].map(({ values }) => [values?.['number'] ?? '', values?.['name'] ?? ''] as const)),
  };
}
