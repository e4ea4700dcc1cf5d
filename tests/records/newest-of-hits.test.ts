import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNewestVisible } from '../../lib/kernel/newest-visible.ts';
import { newestOfHits } from '../../lib/records/newest-of-hits.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import { recordMemory } from '../collection/memory/record-memory.ts';

const delivery = '01JE0000000000000000000001';
const subjects = ['people#wang', 'people#li', undefined] as const;
const Stored = fc.record({
  record: fc.integer({ min: 0, max: 24 }).map((n) => `people#${n}`),
  seq: fc.integer({ min: 1, max: 40 }),
  subject: fc.constantFrom(...subjects),
});

test('hits are kept if, and only if, a query of each record would say so, whatever was published since', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(Stored, { maxLength: 80, selector: ({ record, seq }) => `${record}@${seq}` }),
      fc.integer({ min: 1, max: 42 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
      async (stored, upTo, voided) => {
        const versions = recordMemory();
        await versions.put(
          stored.map(({ record, seq, subject }): RecordVersion => ({
            record,
            seq,
            removed: subject === undefined,
            values: {},
            delivery,
            ...(subject === undefined ? {} : { subject }),
          })),
        );
        const visibility = { seq: upTo, voided: voided.map((seq) => ({ from: seq, to: seq })) };
        const hits: RecordVersion[] = [];
        for await (const hit of versions.versionsOfSubject('people#wang', upTo)) hits.push(hit);
        const expected: RecordVersion[] = [];
        for (const hit of hits)
          if ((await findNewestVisible(hit.record, visibility, versions))?.seq === hit.seq) expected.push(hit);
        expect(await newestOfHits(hits, visibility, versions)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});
