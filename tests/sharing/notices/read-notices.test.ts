import { describe, expect, test } from 'vitest';
import type { StoredNotice } from '../../../lib/sharing/notices/ports.ts';
import { countUnreadNotices, listNotices, readNotices } from '../../../lib/sharing/notices/read-notices.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { NoticeAudience } from '../../../schemas/sharing/notice.ts';
import { people } from '../applications/fixture.ts';

const idOf = (number: number) => `20261130${String(number).padStart(9, '0')}-5b1f0c7d1e9a3b48f2a6d4c8`;

const noticeOf = (number: number, department: string, audience: NoticeAudience): StoredNotice => ({
  id: idOf(number),
  kind: 'application-waits',
  department,
  audience,
  at: '2026-11-30T02:00:00.000Z',
  facts: { application: '01JD0000000000000000000001', datasetName: '婚姻登记信息' },
  readBy: new Set(),
});

function openInbox(notices: readonly StoredNotice[]) {
  const read = new Map<string, Set<string>>();
  return {
    notices: async function* ({
      department,
      before,
    }: {
      readonly department: string;
      readonly before?: string | undefined;
    }) {
      for (const notice of notices.toSorted((one, other) => (one.id < other.id ? 1 : -1)))
        if (notice.department === department && (before === undefined || notice.id < before))
          yield { ...notice, readBy: read.get(notice.id) ?? new Set<string>() };
    },
    markRead: async ({ id, department }: Pick<StoredNotice, 'id' | 'department'>, account: string) => {
      if (!notices.some((one) => one.id === id && one.department === department)) return;
      read.set(id, new Set([...(read.get(id) ?? []), account]));
    },
  };
}

const department = people.provider.department;
const inbox = () =>
  openInbox([
    noticeOf(1, department, 'everyone'),
    noticeOf(2, department, 'provider'),
    noticeOf(3, department, 'operator'),
    noticeOf(4, people.stranger.department, 'everyone'),
    noticeOf(5, department, 'everyone'),
  ]);

const consumer: Caller = { ...people.provider, subject: 'clerk', roles: ['consumer'] };

async function idsOf(caller: Caller, query: { limit: number; cursor?: string; unread?: 'true' }, ports = inbox()) {
  const page = await listNotices({ caller, query }, ports);
  if (isRefused(page)) throw new Error(page.refused);
  return { ids: page.items.map(({ id }) => Number(id.slice(8, 17))), next: page.next };
}

describe('the inbox of a department', () => {
  test.each<[who: string, caller: Caller, ids: readonly number[]]>([
    ['a provider reads what is for everyone and for providers', people.provider, [5, 2, 1]],
    ['a consumer of the same department reads what is for everyone', consumer, [5, 1]],
    ['another department reads its own', people.stranger, [4]],
    ['a department without any reads none', people.writer, []],
  ])('%s', async (_who, caller, ids) => {
    expect((await idsOf(caller, { limit: 50 })).ids).toEqual(ids);
    expect(await countUnreadNotices({ caller }, inbox())).toEqual({ unread: ids.length });
  });

  test('pages follow one another', async () => {
    const first = await idsOf(people.provider, { limit: 2 });
    expect(first.ids).toEqual([5, 2]);
    expect((await idsOf(people.provider, { limit: 2, cursor: first.next ?? '' })).ids).toEqual([1]);
    expect(
      await listNotices({ caller: people.stranger, query: { limit: 2, cursor: first.next ?? '' } }, inbox()),
    ).toMatchObject({ refused: 'cursor-not-valid' });
  });

  test('what one has read is unread to a colleague', async () => {
    const ports = inbox();
    const caller = people.provider;
    expect(await readNotices({ caller, body: { notices: [idOf(5)] } }, ports)).toEqual({ unread: 2 });
    expect((await idsOf(caller, { limit: 50, unread: 'true' }, ports)).ids).toEqual([2, 1]);
    expect((await idsOf(consumer, { limit: 50, unread: 'true' }, ports)).ids).toEqual([5, 1]);
    expect(await readNotices({ caller, body: { notices: 'all' } }, ports)).toEqual({ unread: 0 });
    expect(await countUnreadNotices({ caller: consumer }, ports)).toEqual({ unread: 2 });
  });

  test('another department’s notice is not marked, and the answer does not tell that there is one', async () => {
    const ports = inbox();
    const answer = await readNotices({ caller: people.provider, body: { notices: [idOf(4)] } }, ports);
    expect(answer).toEqual(await readNotices({ caller: people.provider, body: { notices: [idOf(9)] } }, ports));
    expect(await countUnreadNotices({ caller: people.stranger }, ports)).toEqual({ unread: 1 });
  });

  test('no more than 100 are counted', async () => {
    const many = openInbox(Array.from({ length: 130 }, (_, i) => noticeOf(i, department, 'everyone')));
    expect(await countUnreadNotices({ caller: people.provider }, many)).toEqual({ unread: 100 });
  });
});
