import { createHash } from 'node:crypto';
import { batchRepository } from '../../../../lib/adapters/certificates/batch-repository.ts';
import { issuingProgressRepository } from '../../../../lib/adapters/certificates/issuing-progress-repository.ts';
import { rateCounter } from '../../../../lib/adapters/certificates/rate-counter.ts';
import { statusListRepository } from '../../../../lib/adapters/certificates/status-list-repository.ts';
import { useCodeRepository } from '../../../../lib/adapters/certificates/use-code-repository.ts';
import { useRepository } from '../../../../lib/adapters/certificates/use-repository.ts';
import { batchEvent } from '../../../../lib/certificates/status/batch-event.ts';
import type { BatchEntryRecord, BatchRecord } from '../../../../schemas/certificates/batch.ts';
import type { CertificateUse, UseCodeGrant } from '../../../../schemas/certificates/certificate-use.ts';
import type { Tables } from '../open-tables.ts';
import { datasets, each, early, ids, type Kind, lastLetter, later, nameOfId, type names, now } from './kind.ts';

export function certificateWorkKinds({ client, name }: Tables): Kind[] {
  const work = name('certificate-work');
  const tables = { certificateWork: work, events: name('events') };
  const batches = batchRepository(client, tables);
  const progress = issuingProgressRepository(client, tables);
  const lists = statusListRepository(client, name('certificates'), work);
  const rates = rateCounter(client, work);
  const entry = (line: number): BatchEntryRecord => ({
    line,
    requested: 'A1',
    outcome: 'possible',
    sentence: '可以办理。',
  });
  const batch = (id: string): BatchRecord => ({
    id,
    department: 'transport',
    operation: 'annul',
    reason: '停业',
    status: 'prepared',
    preparedBy: 'officer-1',
    preparedAt: early,
    counts: { requested: 2, possible: 2, done: 0, impossible: 0 },
    pieces: 1,
    donePieces: [],
    dueAt: early,
  });
  const prepared = (one: BatchRecord) => batchEvent(one, { to: 'prepared', at: early, by: one.preparedBy });
  const kind = {
    item: 'certificate-batch',
    table: 'certificate-work',
    write: () => each((one) => batches.create(batch(ids[one]), [[entry(1), entry(2)]], prepared(batch(ids[one])))),
    key: { work: `batch#${ids.b}`, item: 'batch' },
    damage: { status: 'suspended' },
    read: () => batches.read(ids.b),
    change: () => batches.change(ids.b, 'prepared', { status: 'applying', dueAt: early }),
  };
  return [
    {
      ...kind,
      list: async () => (await batches.list('all', { limit: 9 })).batches.map(({ id }) => nameOfId(id)),
    },
    { ...kind, list: async () => (await batches.due(now)).map(({ id }) => nameOfId(id)) },
    {
      ...kind,
      item: 'certificate-batch-piece',
      key: { work: `batch#${ids.b}`, item: 'piece#0001' },
      damage: { entries: '[{"outcome":"unheard-of"}]' },
      body: 'entries',
      list: null,
      read: () => batches.piece(ids.b, 1),
      change: () => batches.writePiece(ids.b, 1, [{ ...entry(1), outcome: 'done', sentence: '已办理。' }, entry(2)]),
    },
    {
      item: 'issuing-progress',
      table: 'certificate-work',
      write: () =>
        each((one) =>
          progress.begin(`set-${one}`, { publication: 1, deliveries: [{ delivery: ids.a, parts: 2 }] }, early),
        ),
      key: { work: 'issuing#set-b', item: 'progress' },
      damage: { publication: 'all' },
      list: async () => (await progress.readAll(datasets)).map(({ dataset }) => lastLetter(dataset)),
      read: () => progress.read('set-b'),
      change: () => progress.markDone('set-b', 1, { part: `${ids.a}/1`, counts: { issued: 2 }, retryAt: later }),
    },
    {
      item: 'status-list',
      table: 'certificate-work',
      write: () => each((one) => lists.reserve(`certificate-${one}`, 2020, 3, early)),
      key: { work: 'list#certificate-b#2020', item: 'list' },
      damage: { size: 1.5 },
      list: async () => (await lists.due(now)).map(({ type }) => lastLetter(type)),
      read: () => lists.state('certificate-b', 2020),
      change: () => lists.touch('certificate-b', 2020, early),
    },
    {
      item: 'rate-counter',
      table: 'certificate-work',
      write: () => rates.count('hash', now),
      key: { work: `rate#hash#${Date.parse(now) / 60_000}`, item: 'rate' },
      damage: { count: 1.5 },
      list: null,
      read: () => rates.count('hash', now),
      change: () => rates.count('hash', now),
    },
  ];
}

export function useKinds({ client, name }: Tables): Kind[] {
  const uses = useRepository(client, name('certificate-work'));
  const codes = useCodeRepository(client, name('certificate-work'));
  const purpose = {
    operator: { account: 'win-07', name: '测试经办', organisation: '市政务服务大厅' },
    matter: { code: '410000-1', name: '不动产转移登记' },
    caseNumber: 'BJ-1',
    cause: '核验权属',
  };
  const use = (one: (typeof names)[number]): CertificateUse => ({
    id: ids[one],
    at: now,
    kind: 'official-use',
    department: 'reform-office',
    subject: 'partner-1',
    name: '窗口系统',
    requestId: `request-${one}`,
    purpose,
    results: 1,
    outcome: 'answered',
  });
  const grant: UseCodeGrant = {
    certificate: 'certificate-shop#b',
    identifier: 'id',
    subject: 'partner-1',
    use: ids.b,
    purpose,
    expiresAt: later,
  };
  const listed = async () =>
    (await uses.ofCertificate('certificate-shop#b', { limit: 9 })).uses.map(({ id }) => nameOfId(id));
  const kind = {
    table: 'certificate-work',
    write: () => each((one) => uses.record(use(one), ['certificate-shop#b'])),
    list: listed,
    read: null,
    change: null,
  };
  return [
    {
      ...kind,
      item: 'certificate-use',
      key: { work: 'uses#reform-office', item: ids.b },
      damage: { outcome: 'postponed' },
    },
    {
      ...kind,
      item: 'certificate-use-link',
      key: { work: 'uses-of#certificate-shop#b', item: ids.b },
      damage: { department: 7 },
    },
    {
      item: 'use-code',
      table: 'certificate-work',
      write: () => codes.create([{ code: 'code-b', grant }]),
      key: { work: `code#${createHash('sha256').update('code-b').digest('hex')}`, item: 'code' },
      damage: { identifier: 7 },
      list: null,
      read: () => codes.find('code-b'),
      change: () => codes.redeem('code-b', 'partner-1', now),
    },
  ];
}
