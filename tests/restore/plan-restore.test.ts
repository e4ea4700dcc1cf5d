import { describe, expect, test } from 'vitest';
import { stepBackIssuing } from '../../lib/certificates/issue/step-back-issuing.ts';
import { planRestore, type RestoreStep } from '../../lib/collection/restore/plan-restore.ts';
import { DeliveryRecord, type Staged } from '../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../schemas/records/dataset-state.ts';

const [one, two] = ['01JD0000000000000000000001', '01JD0000000000000000000002'] as const;
const staged: Staged = {
  prefix: 'staged/x/1',
  parts: 2,
  findingChunks: 0,
  findings: 0,
  truncated: false,
  records: 2,
  faultyRows: 0,
  headerRow: 1,
  columns: [],
  absentFields: [],
};
const delivery = (id: string, status: string, seq?: number): DeliveryRecord =>
  DeliveryRecord.parse({
    id,
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'excel',
    mode: 'full',
    status,
    fileName: '车辆.xlsx',
    size: 10,
    createdBy: 'officer-1',
    createdAt: '2020-12-01T00:00:00.000Z',
    rawKey: `deliveries/${id}/workbook.xlsx`,
    attempts: 0,
    loadedParts: [],
    staged,
    ...(seq === undefined ? {} : { seq }),
  });
const state = (lastSeq: number, loading?: DatasetState['loading']): DatasetState => ({
  dataset: 'vehicles',
  publishedSeq: 0,
  lastSeq,
  voided: [],
  records: 0,
  publications: 0,
  fencingToken: 0,
  ...(loading === undefined ? {} : { loading }),
});

type Restored = {
  readonly of: DatasetState;
  readonly deliveries: readonly DeliveryRecord[];
  readonly published?: readonly string[];
  readonly highestSeq?: number;
  readonly unstaged?: readonly string[];
  readonly arrived?: readonly string[];
};
const loadingOne = state(5, { delivery: one, seq: 5 });

describe('after a restore', () => {
  test.each<[string, Restored, readonly RestoreStep[]]>([
    ['nothing, where all agree', { of: state(5), deliveries: [delivery(one, 'published', 5)], published: [one] }, []],
    ['nothing, where rows were unchanged', { of: state(5), deliveries: [delivery(one, 'published')] }, []],
    [
      'a file that has arrived is received, one that has not is waited for',
      {
        of: state(5),
        deliveries: [delivery(one, 'awaiting-upload'), delivery(two, 'awaiting-upload')],
        arrived: [two],
      },
      [{ kind: 'receive-again', delivery: two }],
    ],
    [
      'a loading delivery is loaded again',
      { of: loadingOne, deliveries: [delivery(one, 'loading', 5)] },
      [{ kind: 'load-again', delivery: one }],
    ],
    [
      'so is one that the pointer only knows as loading',
      { of: loadingOne, deliveries: [delivery(one, 'published', 5)] },
      [{ kind: 'load-again', delivery: one }],
    ],
    ['one that waits for its ingest keeps its number', { of: loadingOne, deliveries: [delivery(one, 'received')] }, []],
    [
      'one that failed while loading waits for a person',
      { of: loadingOne, deliveries: [delivery(one, 'failed', 5)] },
      [],
    ],
    [
      'a loading delivery without its staged parts is ingested again',
      { of: loadingOne, deliveries: [delivery(one, 'loading', 5)], unstaged: [one] },
      [
        { kind: 'abandon-loading', delivery: one, seq: 5 },
        { kind: 'ingest-again', delivery: one },
      ],
    ],
    [
      'a number reserved for an unknown delivery is voided',
      { of: loadingOne, deliveries: [] },
      [{ kind: 'abandon-loading', delivery: one, seq: 5 }],
    ],
    [
      'a number reserved for a discarded delivery is voided',
      { of: loadingOne, deliveries: [delivery(one, 'discarded', 5)] },
      [{ kind: 'abandon-loading', delivery: one, seq: 5 }],
    ],
    [
      'a published delivery that the pointer does not know is ingested again, and its number voided',
      { of: state(4), deliveries: [delivery(one, 'published', 5)], highestSeq: 5 },
      [
        { kind: 'void-seqs', from: 5, to: 5 },
        { kind: 'ingest-again', delivery: one },
      ],
    ],
    [
      'two of them, the older first',
      { of: state(4), deliveries: [delivery(two, 'loading', 6), delivery(one, 'published', 5)], highestSeq: 6 },
      [
        { kind: 'void-seqs', from: 5, to: 6 },
        { kind: 'ingest-again', delivery: one },
        { kind: 'ingest-again', delivery: two },
      ],
    ],
    [
      'one that got another number than the pointer reserved',
      { of: loadingOne, deliveries: [delivery(one, 'published', 6)], highestSeq: 6 },
      [
        { kind: 'abandon-loading', delivery: one, seq: 5 },
        { kind: 'void-seqs', from: 6, to: 6 },
        { kind: 'ingest-again', delivery: one },
      ],
    ],
  ])('%s', (_, { of, deliveries, published = [], highestSeq = 0, unstaged = [], arrived = [] }, steps) => {
    const publications = published.map((id) => ({ delivery: id }));
    expect(
      planRestore({
        state: of,
        publications,
        deliveries,
        highestSeq,
        unstaged: new Set(unstaged),
        arrived: new Set(arrived),
      }),
    ).toEqual(steps);
  });
});

describe('issuing steps back', () => {
  const publications = ['01', '02', '03'].map((hour, i) => ({
    dataset: 'x',
    number: i + 1,
    kind: 'delivery' as const,
    at: `2020-12-01T${hour}:00:00.000Z`,
    by: 'officer-1',
    seq: i + 1,
    voided: [],
    records: 1,
  }));
  const order = { publication: 3, deliveries: [] };

  test.each<[string, { publication: number; order?: typeof order }, string, number | null]>([
    ['to the publications before the moment', { publication: 3 }, '2020-12-01T02:30:00.000Z', 2],
    ['to the beginning', { publication: 3 }, '2020-12-01T00:00:00.000Z', 0],
    ['never beyond the publications that there are', { publication: 9 }, '2021-01-01T00:00:00.000Z', 3],
    ['not where it is behind anyway', { publication: 1 }, '2020-12-01T02:30:00.000Z', null],
    [
      'from an order in progress, whose parts may not be issued',
      { publication: 2, order },
      '2021-01-01T00:00:00.000Z',
      2,
    ],
    ['not where nothing was issued', { publication: 0 }, '2020-12-01T00:00:00.000Z', null],
  ])('%s', async (_, progress, since, to) => {
    const steps: number[] = [];
    await stepBackIssuing(
      { since, dryRun: false },
      {
        datasets: async () => ['x'],
        progress: {
          readAll: async () => [{ dataset: 'x', done: [], ...progress }],
          stepBack: async (_dataset, publication) => void steps.push(publication),
        },
        faceData: {
          datasetState: async () => ({ publishedSeq: 3, voided: [], publications: 3, records: 1 }),
          publications: async () => publications,
        },
      },
    );
    expect(steps).toEqual(to === null ? [] : [to]);
  });
});
