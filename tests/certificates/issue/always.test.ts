import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { contentHash } from '../../../lib/adapters/certificates/content-hash.ts';
import { es256Signer } from '../../../lib/adapters/certificates/signing/es256-signer.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { toTally } from '../../../lib/adapters/certificates/tally-key.ts';
import { buildCoverage } from '../../../lib/certificates/coverage/build-coverage.ts';
import { groupRows } from '../../../lib/certificates/coverage/group-rows.ts';
import type { PendingRecord } from '../../../lib/certificates/coverage/ports.ts';
import { issueRecords } from '../../../lib/certificates/issue/issue-records.ts';
import type { IssueRecordPorts } from '../../../lib/certificates/issue/ports.ts';
import { statusOn } from '../../../lib/certificates/status-on.ts';
import { performOperation } from '../../../lib/certificates/status/perform-operation.ts';
import type { CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { PersonalOperation } from '../../../schemas/certificates/status.ts';
import type { RecordValues, RecordVersion } from '../../../schemas/records/record.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { rules } from '../coverage/rules.ts';
import { certificateMemory } from '../memory/certificate-memory.ts';
import { aType } from '../types/a-type.ts';

const content = seedCertificates()[0]?.dataset.content;
if (content === undefined) throw new Error('no seed');
const type = aType();
const face = { content, codeLists: seedCodeLists() };
const { signer } = es256Signer(p256Key);
const delivery = '01JD0000000000000000000001';
const records = Array.from({ length: 4 }, (_, i) => `${type.type}#${`${i}`.padStart(32, '0')}`);
const officer = 'officer-1';
const ended: ReadonlySet<string> = new Set(['03', '04', '05', '07']);

/** Face data of a record; `variant` 3 lacks its holder, so that issuing fails. */
const valuesOf = (record: number, variant: number): RecordValues => ({
  certificate_number: `TW2020000${record}`,
  ...(variant === 3 ? {} : { holder_name: `测试${variant}` }),
  holder_type: '111',
  holder_code: '41110219900307001X',
  issuing_authority: '漯河市交通运输局',
  issuing_authority_code: '11411100MB1234562R',
  issued_date: '2020-03-05',
  division: record % 2 === 0 ? '411100' : '411102',
});

const anyRecord = fc.nat(records.length - 1);
const anAct = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('deliver' as const),
      changes: fc.uniqueArray(fc.tuple(anyRecord, fc.option(fc.nat(3))), {
        selector: ([record]) => record,
        minLength: 1,
      }),
    }),
  },
  // Several workers with the same records in any order; each may be killed at any port call.
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('issue' as const),
      workers: fc.array(
        fc.record({ records: fc.shuffledSubarray(records, { minLength: 1 }), fuse: fc.option(fc.nat(40)) }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('roll-back' as const), publications: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('operate' as const),
      record: anyRecord,
      operation: fc.constantFrom(...PersonalOperation.options),
    }),
  },
);

/** A model of four records, and the invariants of their certificates. */
function createModel() {
  const { repository, lists } = certificateMemory();
  const states = new Map<string, RecordVersion[]>();
  const voided: { from: number; to: number }[] = [];
  let seq = 0;
  let moment = Date.parse('2026-11-27T00:00:00.000Z');
  const now = () => new Date((moment += 1_000)).toISOString();
  const newest = (record: string) =>
    states.get(record)?.findLast((version) => !voided.some(({ from, to }) => from <= version.seq && version.seq <= to));
  const present = () => records.filter((record) => newest(record)?.removed === false);
  const faceData: IssueRecordPorts['faceData'] = {
    datasetState: async () => ({ publishedSeq: seq, voided, publications: seq, records: present().length }),
    versionsOfRecord: async function* (record, upTo) {
      yield* (states.get(record) ?? []).toReversed().filter((version) => version.seq <= upTo);
    },
  };

  const portsOf = (fuse: number | null): IssueRecordPorts => {
    let left = fuse ?? Infinity;
    const outside = async <T>(act: () => Promise<T>): Promise<T> => {
      if (left-- <= 0) throw new Error('killed before');
      const done = await act();
      if (left-- <= 0) throw new Error('killed after');
      return done;
    };
    return {
      repository: {
        heads: (all) => outside(() => repository.heads(all)),
        move: (head, holders) => outside(() => repository.move(head, holders)),
        claim: (one, to) => outside(() => repository.claim(one, to)),
        findChain: repository.findChain,
      },
      lists: {
        reserve: (...args) => outside(() => lists.reserve(...args)),
        touch: (...args) => outside(() => lists.touch(...args)),
      },
      faceData,
      hashes: { number: (_, number) => number, holder: (code) => code },
      contentHash,
      sign: async (document) => ({
        document,
        jws: await signJws(signer, 'guiji-certificate', document, { detached: true }),
      }),
      quarantineReason: () => null,
      listAddress: (name, year) => `https://example.test/${name}/${year}`,
      now,
    };
  };

  const everEnded = new Map<string, string>();
  async function check(): Promise<void> {
    const all: CertificateVersion[] = [];
    for (const record of records) {
      const [head, versions] = [await repository.head(record), await repository.versions(record)];
      all.push(...versions);
      const status = versions.filter(
        (version) =>
          statusOn(version, { isNewest: head?.current?.identifier === version.identifier, day: '2026-11-28' })
            .validity === 'valid',
      );
      expect(status.length, 'at most one certificate of a number is valid').toBeLessThanOrEqual(1);
      const numbers = versions.map(({ generation, version }) => `${generation}.${version}`);
      expect(new Set(numbers).size, 'no version exists twice').toBe(numbers.length);
      for (const [i, { generation, version, status: word, events }] of versions.entries()) {
        const newer = versions.slice(0, i);
        if (ended.has(word))
          expect(
            newer.every((one) => one.generation > generation),
            'an ended version is the last of its generation',
          ).toBe(true);
        if (ended.has(word) && events.at(-1)?.by === officer)
          expect(newer, 'a certificate ended by a person is the last of its chain').toEqual([]);
        if (version > 1) expect(numbers, 'no version is skipped').toContain(`${generation}.${version - 1}`);
        else if (generation > 1)
          expect(
            numbers.some((number) => number.startsWith(`${generation - 1}.`)),
            'no generation is skipped',
          ).toBe(true);
      }
    }
    expect(new Set(all.map(({ identifier }) => identifier)).size, 'an identifier names one version').toBe(all.length);
    expect(
      new Set(all.map(({ list }) => `${list.year}.${list.index}`)).size,
      'a status list index belongs to one version',
    ).toBe(all.length);
    for (const { identifier, status } of all) {
      const before = everEnded.get(identifier);
      if (before !== undefined) expect(status, 'a final status stays').toBe(before);
      if (ended.has(status)) everEnded.set(identifier, status);
    }
    for (const identifier of everEnded.keys())
      expect(
        all.map((one) => one.identifier),
        'nothing that ended is lost',
      ).toContain(identifier);

    const heads = await Promise.all(records.map((record) => repository.head(record)));
    const pending = records.flatMap((record, i): PendingRecord[] => {
      const [head, state] = [heads[i] ?? null, newest(record)];
      const seen = state === undefined ? head?.present !== true : head?.source.seq === state.seq;
      if (seen) return [];
      return [
        {
          counted: head === null ? null : toTally(head),
          row:
            state?.removed !== false
              ? null
              : { division: state.values['division'] ?? '', issuedYear: 2020, since: now() },
        },
      ];
    });
    const groups = await groupRows(repository.tallies(type.type), fromList(pending));
    const {
      total,
      units,
      faceData: counted,
    } = buildCoverage(type, groups, { faceData: { records: present().length, confirmed: true }, rules, at: now() });
    expect([total.rows, counted.difference], 'the coverage adds up to the source rows').toEqual([present().length, 0]);
    expect(total.issued + total.failed.rows + total.outstanding.rows).toBe(total.rows);
    expect(units.reduce((sum, { rows }) => sum + rows, 0)).toBe(total.rows);
  }

  return {
    repository,
    newest,
    check,
    deliver: (changes: readonly (readonly [record: number, variant: number | null])[]) => {
      seq += 1;
      for (const [i, variant] of changes) {
        const record = records[i] ?? '';
        if (variant === null && newest(record)?.removed !== false) continue; // only a present record can be removed
        states.set(record, [
          ...(states.get(record) ?? []),
          { record, seq, removed: variant === null, values: variant === null ? {} : valuesOf(i, variant), delivery },
        ]);
      }
    },
    rollBack: (publications: number) => {
      if (seq > 0) voided.push({ from: Math.max(1, seq - publications + 1), to: seq });
    },
    issue: async (of: readonly string[], fuse: number | null = null) =>
      await issueRecords(of, { type, face }, portsOf(fuse)),
    performOperation: async (i: number, operation: PersonalOperation) => {
      const head = await repository.head(records[i] ?? '');
      if (head?.current !== undefined)
        await performOperation(
          head.certificate,
          head.current.identifier,
          { operation, reason: '测试', at: now(), by: officer },
          { repository, lists, hashes: { holder: (code) => code }, now },
        );
    },
  };
}

async function* fromList<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

test('the invariants of certificates hold for any events in any order, with workers killed anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { minLength: 1, maxLength: 25 }), async (acts) => {
      const city = createModel();
      for (const act of acts) {
        if (act.what === 'deliver') city.deliver(act.changes);
        if (act.what === 'roll-back') city.rollBack(act.publications);
        if (act.what === 'operate') await city.performOperation(act.record, act.operation);
        if (act.what === 'issue') {
          const ends = await Promise.allSettled(act.workers.map(({ records: of, fuse }) => city.issue(of, fuse)));
          expect(
            ends.flatMap((end) =>
              end.status === 'rejected' && !(end.reason instanceof Error && end.reason.message.startsWith('killed'))
                ? [end.reason]
                : [],
            ),
          ).toEqual([]);
        }
        await city.check();
      }
      await city.issue(records);
      await city.check();

      for (const record of records) {
        const [head, state] = [await city.repository.head(record), city.newest(record)];
        if (state !== undefined) expect(head?.source.seq, 'every record version has been processed').toBe(state.seq);
        if (head?.current === undefined) continue;
        if (state === undefined || state.removed)
          expect(ended.has(head.current.status), 'what is removed stands no more').toBe(true);
        else if (head.failure === undefined)
          expect(head.current.contentHash, 'the newest version has the content of the record').toBe(
            contentHash(state.values),
          );
        else expect(['holder-missing', 'certificate-ended']).toContain(head.failure.code);
      }
    }),
    { numRuns: 400 },
  );
});
