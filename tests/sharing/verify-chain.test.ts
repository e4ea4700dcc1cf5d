import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditRecorder } from '../../lib/sharing/audit/audit-recorder.ts';
import { verifyChain } from '../../lib/sharing/audit/verify-chain.ts';
import type { StoredAuditEntry } from '../../lib/sharing/ports.ts';
import { auditMemory, sha256, useOf } from './audit-memory.ts';

const length = 12;
const idOf = (number: number) => `01JE${`${number}`.padStart(22, '0')}`;
let chain: readonly StoredAuditEntry[] = [];
beforeAll(async () => {
  const memory = auditMemory();
  let made = 0;
  const record = auditRecorder({
    auditLog: memory,
    hash: sha256,
    now: () => '2020-12-05T02:00:00.000Z',
    newId: () => idOf((made += 1)),
    firstShard: 0,
  });
  for (let turn = 0; turn < length; turn += 1) await record(useOf({ subjects: [`subject-${turn}`] }));
  chain = memory.chains.get('civil-affairs#00') ?? [];
});

async function* each(items: readonly StoredAuditEntry[]) {
  yield* items;
}
const check = async (entries: readonly StoredAuditEntry[]) => await verifyChain(each(entries), sha256);
const without = (index: number) => chain.toSpliced(index, 1);
const withText = (index: number, change: (text: string) => string, rehashed = false) =>
  chain.map((entry, at) => {
    if (at !== index) return entry;
    const text = change(entry.text);
    return { text, hash: rehashed ? sha256(text) : entry.hash };
  });
const swapped = (one: number, other: number) => {
  const [first, second] = [chain[one], chain[other]];
  if (first === undefined || second === undefined) throw new Error('no such entry');
  return chain.with(one, second).with(other, first);
};

test('an untouched chain is right, an empty one too', async () => {
  expect(await check(chain)).toEqual({ entries: length, hash: chain.at(-1)?.hash });
  expect(await check([])).toEqual({ entries: 0, hash: '' });
});

describe('whoever changes a stored chain is found out, at the first bad entry', () => {
  const count = (text: string) => text.replace('"results":1', '"results":0');
  test.each([
    ['a count', () => withText(4, count), { kind: 'altered', number: 5, id: idOf(5) }],
    ['a count and its hash', () => withText(4, count, true), { kind: 'unlinked', number: 6, id: idOf(6) }],
    ['the first one removed', () => without(0), { kind: 'missing', number: 1 }],
    ['one in the middle removed', () => without(6), { kind: 'missing', number: 7 }],
    ['two neighbours swapped', () => swapped(2, 3), { kind: 'missing', number: 3 }],
    ['two distant ones swapped', () => swapped(1, 9), { kind: 'missing', number: 2 }],
    [
      'one stored twice',
      () => chain.toSpliced(5, 0, ...chain.slice(4, 5)),
      { kind: 'out-of-order', number: 5, id: idOf(5) },
    ],
    ['something else, with its hash', () => withText(3, () => '{}', true), { kind: 'unreadable', number: 4 }],
    ['no JSON', () => withText(3, () => '{', true), { kind: 'unreadable', number: 4 }],
    [
      'only the hash',
      () => chain.with(7, { text: chain[7]?.text ?? '', hash: sha256('') }),
      { kind: 'altered', number: 8, id: idOf(8) },
    ],
  ])('%s', async (_, changed, fault) => {
    expect(await check(changed())).toMatchObject({ fault });
  });

  test('any one letter of any entry', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(length - 1),
        fc.nat(10_000),
        fc.constantFrom('x', '0', '"', ' '),
        async (index, at, letter) => {
          const { text } = chain[index] ?? { text: '' };
          const place = at % text.length;
          fc.pre(text.charAt(place) !== letter);
          const changed = withText(index, (before) => before.slice(0, place) + letter + before.slice(place + 1));
          const found = await check(changed);
          expect(found).toMatchObject({ entries: index, fault: { kind: 'altered', number: index + 1 } });
        },
      ),
    );
  });
});
