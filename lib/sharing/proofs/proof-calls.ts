import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { hasHeaders, type WithHeaders } from '../../../schemas/kernel/route.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Grant, ProofFaultCode } from '../../../schemas/sharing/grant.ts';
import type { AnswerUsePorts } from '../use/answer-use.ts';
import type { FoundRecord } from '../use/ports.ts';
import { noUsage } from '../use/reached-limit.ts';
import type { ChosenRecords } from './choose-records.ts';
import { masksOf, showsHidden } from './expected-row.ts';
import type { ProvenUse } from './ports.ts';

/** One proof: which grant, in which version of the catalogue, with which records, and why nothing may be answered. */
export type Proof = {
  readonly grant: Grant;
  readonly version: DatasetVersion;
  readonly chosen: ChosenRecords;
  /** The code by which every way has to refuse. */
  readonly endedBy: 'grant-superseded' | 'dataset-not-shared' | null;
  readonly now: () => string;
  /** Keyed hashes of those whose data was read. */
  readonly subjects: Set<string>;
};

/** What differs, or nothing. */
export type Found = ProofFaultCode | null;

const account = 'platform';
export const caseNumber = 'nightly-proof';

/** The caller has what the consumer's own systems have, and no account. */
export function requestOf({ grant }: Proof) {
  const caller: Caller = {
    subject: account,
    kind: 'system',
    name: '每晚核验',
    department: grant.consumer,
    roles: ['consumer'],
  };
  return { caller, requestId: caseNumber, params: { grant: grant.id }, query: {} };
}

/** What a use needs, counting nothing and leaving no entry of the consumer's; keeps whose data was read. */
export function uncounted(use: ProvenUse, { now, subjects }: Proof): ProvenUse & AnswerUsePorts {
  return {
    ...use,
    count: async () => ({ reached: null, usage: noUsage, at: now() }),
    recordUse: async ({ subjects: seen = [] }) => void seen.map((subject) => subjects.add(subject)),
  };
}

type Outcome<Answer> = Answer | Refused | WithHeaders<Answer | Refused>;

/** Without its headers. */
export function answerOf<Answer>(outcome: Outcome<Answer>): Answer | Refused {
  return hasHeaders(outcome) ? outcome.answer : outcome;
}

/** What cannot be asked so, of this record: nothing is answered. */
const notAsked: ReadonlySet<string> = new Set([
  'key-not-valid',
  'key-not-complete',
  'subject-not-valid',
  'too-many-records',
  'changes-not-kept',
]);

/** Judges a refusal; `undefined` where there is an answer to judge. */
export function judgeRefusal<Answer>(
  answer: Answer | Refused,
  expected: string | null,
): { readonly found: Found } | { readonly answer: Answer } {
  if (!isRefused(answer)) return expected === null ? { answer } : { found: 'answered-without-right' };
  const isRight = expected === null ? notAsked.has(answer.refused) : answer.refused === expected;
  return { found: isRight ? null : 'refused' };
}

/** Looks for hidden values of a record anywhere in an answer but in its rows. */
export function judgeTexts(grant: Grant, { values }: FoundRecord, answer: unknown): Found {
  return showsHidden(grant, values, answer) ? 'raw-value-shown' : null;
}

/** The records of a proof, each with whether the row filters let it through. */
export function recordsOf({ chosen: { granted, excluded } }: Proof): readonly (readonly [FoundRecord, boolean])[] {
  return [
    ...(granted === undefined ? [] : [[granted, true] as const]),
    ...(excluded === undefined ? [] : [[excluded, false] as const]),
  ];
}

export type Asked = {
  readonly body: { readonly key: RecordValues } | { readonly subject: string };
  /** The refusal that is right. */
  readonly refusal: string | null;
};

/** By its key, which is refused unless it is granted whole, and by its subject, if it has one. */
export function waysToAsk({ grant, version }: Proof, { values, subject }: FoundRecord): readonly Asked[] {
  const { content } = version;
  const masks = masksOf(grant);
  const stored = new Map(Object.entries(values));
  const key = Object.fromEntries(content.key.flatMap((field) => toEntry(field, stored.get(field))));
  const isWhole = content.key.every((field) => masks.get(field) === 'none');
  const text = content.subject === undefined ? undefined : stored.get(content.subject.field);
  return [
    { body: { key }, refusal: isWhole ? null : 'key-not-granted' },
    ...(subject === undefined || text === undefined ? [] : [{ body: { subject: text }, refusal: null }]),
  ];
}

function toEntry(field: string, value: string | undefined): (readonly [string, string])[] {
  return value === undefined ? [] : [[field, value]];
}
