import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { catalogueRepository } from '../../../lib/adapters/catalogue/catalogue-repository.ts';
import { batchRepository } from '../../../lib/adapters/certificates/batch-repository.ts';
import { certificateWorkOutbox } from '../../../lib/adapters/certificates/certificate-work-outbox.ts';
import { issuingProgressRepository } from '../../../lib/adapters/certificates/issuing-progress-repository.ts';
import { archiveRepository } from '../../../lib/adapters/deliveries/archive-repository.ts';
import { linkRepository } from '../../../lib/adapters/deliveries/link-repository.ts';
import { questionRepository } from '../../../lib/adapters/departments/question-repository.ts';
import { applicationRepository } from '../../../lib/adapters/sharing/application-repository.ts';
import { disputeMarks } from '../../../lib/adapters/sharing/dispute-marks.ts';
import { objectionRepository } from '../../../lib/adapters/sharing/objection-repository.ts';
import { sourceRepository } from '../../../lib/adapters/sources/source-repository.ts';
import { buildSeedEntry } from '../../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { withClosed } from '../../../lib/catalogue/life-cycle/next-entry.ts';
import { versionEvents } from '../../../lib/catalogue/life-cycle/version-events.ts';
import { issuedEvent } from '../../../lib/certificates/issue/issued-event.ts';
import { batchEvent } from '../../../lib/certificates/status/batch-event.ts';
import { archivedEvent, withdrawnEvent } from '../../../lib/collection/archive/archive-events.ts';
import { confirmationEvent, trialEvent } from '../../../lib/collection/deliveries/link-events.ts';
import { decisionEvent, healthEvent, registrationEvent } from '../../../lib/collection/sources/source-events.ts';
import { answeredEvent } from '../../../lib/departments/questions/answered-event.ts';
import type { EventOutbox } from '../../../lib/kernel/event-outbox.ts';
import {
  suspensionEvent,
  transitionEvent,
  warningEvent,
  writtenEvent,
} from '../../../lib/sharing/applications/application-events.ts';
import { saveObjection } from '../../../lib/sharing/objections/save-objection.ts';
import { takeStep } from '../../../lib/sharing/objections/take-step.ts';
import type { CatalogueAction } from '../../../schemas/catalogue/history.ts';
import type { BatchRecord } from '../../../schemas/certificates/batch.ts';
import { SourceTest, type SourceDecision } from '../../../schemas/collection/sources/source.ts';
import type { Question } from '../../../schemas/departments/question.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { civilAffairs, content } from '../../catalogue/builders.ts';
import { paperOf } from '../../collection/archive/sample-paper.ts';
import { buildSource } from '../../collection/sources/build-source.ts';
import { sampleApplication } from '../../sharing/applications/sample-application.ts';
import { sampleObjection } from '../../sharing/objections/fixture.ts';
import { eventedNames } from './evented-tables.ts';

type Client = DynamoDBDocumentClient;

/** One thing, from its first transition to its last. */
export type EventedThing = {
  readonly entity: string;
  /** Every function makes one transition; repeated, as after a crash, it changes nothing. */
  readonly steps: readonly ((client: Client) => Promise<unknown>)[];
  /** Number, who, what, from, to, counts, code. */
  readonly expected: readonly (readonly unknown[])[];
};

export type EventedKind = {
  readonly name: string;
  /** `id` is that of a dataset without any. */
  readonly begin: (id: string) => EventedThing;
  readonly outbox: (client: Client) => EventOutbox;
};

const firstDelivery = '01JD0000000000000000000001';
export const minute = (step: number) => `2020-12-01T00:0${step}:00.000Z`;

const sources: EventedKind = {
  name: 'a source',
  outbox: (client) => sourceRepository(client, eventedNames),
  begin: (dataset) => {
    const source = buildSource({ dataset, state: 'registered' });
    const running = { ...source, state: 'running' } as const;
    const repository = (client: Client) => sourceRepository(client, eventedNames);
    const decision = (kind: SourceDecision['kind'], step: number): SourceDecision => ({
      kind,
      by: 'operator-1',
      at: minute(step),
      reason: '一句话不进经过表。',
    });
    const test = SourceTest.parse({
      at: minute(1),
      by: 'operator-1',
      declarationVersion: 1,
      ok: true,
      rows: 9,
      rejected: 2,
      fields: [],
    });
    const failing = {
      ...source.health,
      streak: -1,
      lastFailure: { at: minute(3), code: 'timed-out', detail: '没有应答。' },
    } as const;
    const changes = [
      { test, ...decisionEvent(source, decision('tested', 1), { test }) },
      { state: 'running', ...decisionEvent(source, decision('confirmed', 2), { state: 'running' }) },
      { health: failing, ...healthEvent(running, failing, minute(3)) },
      { health: source.health, ...healthEvent({ ...running, health: failing }, source.health, minute(4)) },
    ] as const;
    return {
      entity: `source#${dataset}#database`,
      steps: [
        (client) => repository(client).create(source, registrationEvent(source, { by: 'officer-1', at: minute(0) })),
        ...changes.map(
          (change, i) => (client: Client) =>
            repository(client).change(source, { ...change, lockVersion: i + 2 }, { lockVersion: i + 1 }),
        ),
      ],
      expected: [
        [0, 'officer-1', 'registered', undefined, 'registered'],
        [1, 'operator-1', 'tested', 'registered', 'registered', { rows: 9, rejected: 2 }],
        [2, 'operator-1', 'confirmed', 'registered', 'running'],
        [3, 'platform', 'failing', 'running', 'running', undefined, 'timed-out'],
        [4, 'platform', 'recovered', 'running', 'running', { failures: 1 }],
      ],
    };
  },
};

const links: EventedKind = {
  name: 'a link',
  outbox: (client) => linkRepository(client, eventedNames),
  begin: (dataset) => {
    const trial = { dataset, channel: 'excel', state: 'on-trial', since: minute(0), firstDelivery } as const;
    const receipt = { number: 'YS-1', confirmedBy: 'operator-1', confirmedAt: minute(1), records: 7 };
    const repository = (client: Client) => linkRepository(client, eventedNames);
    return {
      entity: `link#${dataset}#excel`,
      steps: [
        (client) => repository(client).beginTrial(trial, trialEvent(trial, 'agriculture')),
        (client) => repository(client).confirm(trial, receipt, confirmationEvent(trial, 'agriculture', receipt)),
      ],
      expected: [
        [0, 'platform', undefined, undefined, 'on-trial'],
        [1, 'operator-1', undefined, 'on-trial', 'linked', { records: 7 }],
      ],
    };
  },
};

const versions: EventedKind = {
  name: 'the versions of an entry',
  outbox: (client) => catalogueRepository(client, eventedNames),
  begin: (dataset) => {
    const seed = { dataset, code: '307001411101/000001', content: content() };
    const { entry, version, searchDocument, events } = buildSeedEntry(seed, civilAffairs, minute(0), (text) =>
      Array.from(text),
    );
    const line = (action: CatalogueAction, step: number) => ({ action, by: 'officer-1', at: minute(step) });
    const open = { ...version, version: 2, status: 'draft' } as const;
    const drafted = { ...entry, lockVersion: 2, latestVersion: 2, open };
    const submitted = { ...drafted, lockVersion: 3, open: { ...open, status: 'submitted' } } as const;
    const published = withClosed(submitted, { ...open, status: 'published' }, 'two');
    const repository = (client: Client) => catalogueRepository(client, eventedNames);
    return {
      entity: `dataset-version#${dataset}`,
      steps: [
        (client) => repository(client).create(entry, events, searchDocument),
        (client) => repository(client).change(drafted, versionEvents(entry, drafted, line('drafted', 1))),
        (client) => repository(client).change(submitted, versionEvents(drafted, submitted, line('submitted', 2))),
        (client) =>
          repository(client).change(
            published,
            versionEvents(submitted, published, line('published', 3)),
            searchDocument,
          ),
      ],
      expected: [
        [0, 'guiji', 'seeded', undefined, 'published'],
        [1, 'officer-1', undefined, undefined, 'draft'],
        [2, 'officer-1', undefined, 'draft', 'submitted'],
        [3, 'officer-1', undefined, 'published', 'superseded'],
        [4, 'officer-1', undefined, 'submitted', 'published'],
      ],
    };
  },
};

const archives: EventedKind = {
  name: 'an archive of papers',
  outbox: (client) => archiveRepository(client, eventedNames),
  begin: (dataset) => {
    const step = (number: number) => ({ at: minute(number), by: 'officer-1', name: '测试人员' });
    const paper = paperOf({ archived: step(0) });
    const withdrawn = { ...paper, withdrawn: { ...step(1), reason: '一句话不进经过表。' } };
    const repository = (client: Client) => archiveRepository(client, eventedNames);
    return {
      entity: `archive#${dataset}`,
      steps: [
        (client) =>
          repository(client).saveArchive(
            { dataset, lockVersion: 1, papers: [paper] },
            archivedEvent(dataset, 'agriculture', paper),
          ),
        (client) =>
          repository(client).saveArchive(
            { dataset, lockVersion: 2, papers: [withdrawn] },
            withdrawnEvent(dataset, 'agriculture', withdrawn),
          ),
      ],
      expected: [
        [0, 'officer-1', 'interface-document', undefined, 'archived', { number: 1 }],
        [1, 'officer-1', 'interface-document', 'archived', 'withdrawn', { number: 1 }],
      ],
    };
  },
};

/** Ids of applications are ULIDs. */
const idOf = (id: string): string => `01JD${id.replaceAll(/\D/g, '').padStart(22, '0')}`;

const applications: EventedKind = {
  name: 'an application',
  outbox: (client) => applicationRepository(client, eventedNames),
  begin: (id) => {
    const draft = sampleApplication({ id: idOf(id) });
    const submitted = sampleApplication({
      id: idOf(id),
      lockVersion: 2,
      state: 'awaiting-approval',
      transitions: [
        {
          action: 'submit',
          from: 'draft',
          to: 'awaiting-approval',
          at: minute(1),
          by: 'writer',
          department: 'human-resources',
        },
      ],
    });
    const repository = (client: Client) => applicationRepository(client, eventedNames);
    const fault = { way: 'query', code: 'mask-differs' } as const;
    const save = (application: typeof draft, event: NewEvent) => async (client: Client) =>
      await repository(client).saveApplication(application, {
        event,
        waitsFor: 'human-resources',
      });
    return {
      entity: `application#${idOf(id)}`,
      steps: [
        save(draft, writtenEvent(draft, { at: minute(0), by: 'writer' })),
        save(submitted, transitionEvent(submitted)),
        save({ ...submitted, warnedDays: [7], lockVersion: 3 }, warningEvent(submitted, { at: minute(2), days: 7 })),
        async (client) =>
          await repository(client).saveProof(
            { ...submitted, lockVersion: 3 },
            { at: minute(3), outcome: 'failed', records: 1, fault, suspended: { at: minute(3), fault } },
            {
              event: suspensionEvent(submitted, { at: minute(3), by: 'platform', action: 'suspend' }),
              waitsFor: 'centre',
            },
          ),
      ],
      expected: [
        [0, 'writer', 'write', undefined, 'draft'],
        [1, 'writer', 'submit', 'draft', 'awaiting-approval'],
        [2, 'platform', 'warn', 'awaiting-approval', 'awaiting-approval', { days: 7 }],
        [3, 'platform', 'suspend', 'awaiting-approval', 'awaiting-approval'],
      ],
    };
  },
};

const objections: EventedKind = {
  name: 'an objection',
  outbox: (client) => applicationRepository(client, eventedNames),
  begin: (id) => {
    const filed = sampleObjection({ id: idOf(id), keyHash: id, createdAt: minute(0) });
    const step = { by: 'owner', department: 'public-security', at: minute(1) };
    const refusal = takeStep(filed, { action: 'refuse', reason: '一句话不进经过表。' }, step);
    const stores = (client: Client) => ({
      ...objectionRepository(client, eventedNames),
      ...disputeMarks(client, eventedNames.sharing),
    });
    return {
      entity: `objection#${idOf(id)}`,
      steps: [
        (client) => saveObjection(filed, null, stores(client)),
        (client) => saveObjection({ ...refusal, informed: ['human-resources'] }, filed, stores(client)),
      ],
      expected: [
        [0, 'registrar', 'file', undefined, 'awaiting-verification'],
        [1, 'owner', 'refuse', 'awaiting-verification', 'refused'],
      ],
    };
  },
};

const questions: EventedKind = {
  name: 'a question',
  outbox: (client) => questionRepository(client, eventedNames),
  begin: (id) => {
    const said = (side: 'unit' | 'centre', number: number) =>
      ({ side, text: '一句话不进经过表。', at: minute(number), by: `${side}-1`, name: '测试人员' }) as const;
    const asked: Question = {
      id: idOf(id),
      department: 'agriculture',
      page: '/deliveries',
      pageTitle: '报送',
      state: 'open',
      messages: [said('unit', 0)],
      changedAt: minute(0),
      lockVersion: 1,
    };
    const answer = (lockVersion: number, from: string) => async (client: Client) => {
      const answered: Question = {
        ...asked,
        state: 'answered',
        messages: [...asked.messages, said('centre', lockVersion)],
        changedAt: minute(lockVersion),
        lockVersion,
      };
      await questionRepository(client, eventedNames).saveQuestion(
        answered,
        answeredEvent(answered, { from, by: 'centre-1' }),
      );
    };
    return {
      entity: `question#${idOf(id)}`,
      steps: [
        async (client) => {
          await questionRepository(client, eventedNames).saveQuestion(asked);
          await answer(2, 'open')(client);
        },
        answer(3, 'answered'),
      ],
      expected: [
        [0, 'centre-1', 'answer', 'open', 'answered'],
        [1, 'centre-1', 'answer', 'answered', 'answered'],
      ],
    };
  },
};

const issuing: EventedKind = {
  name: 'the publications of a certificate type',
  outbox: (client) => certificateWorkOutbox(client, eventedNames),
  begin: (type) => {
    const part = `${firstDelivery}/1`;
    const issue = (publication: number, counts: object) => async (client: Client) => {
      const repository = issuingProgressRepository(client, eventedNames);
      const deliveries = [{ delivery: firstDelivery, parts: 1 }];
      await repository.begin(type, { publication, deliveries }, minute(9));
      await repository.markDone(type, publication, { part, counts, retryAt: minute(9) });
      // Another worker reads what the part's worker has counted.
      const { order, counts: counted } = await issuingProgressRepository(client, eventedNames).read(type);
      if (order?.publication !== publication) return;
      const ended = { publication, counts: counted };
      const event = issuedEvent({ type, department: 'agriculture' }, ended, minute(publication));
      await repository.end(type, publication, event);
    };
    const none = { issued: 0, changed: 0, annulled: 0, unchanged: 0, failed: 0, quarantined: 0 };
    return {
      entity: `issuing#${type}`,
      steps: [issue(1, { issued: 4, failed: 1 }), issue(2, { changed: 2, annulled: 1 })],
      expected: [
        [0, 'platform', 'publication', undefined, 'issued', { ...none, issued: 4, failed: 1 }],
        [1, 'platform', 'publication', undefined, 'issued', { ...none, changed: 2, annulled: 1 }],
      ],
    };
  },
};

let batches = 0;

const statusBatches: EventedKind = {
  name: 'a batch of status changes',
  outbox: (client) => certificateWorkOutbox(client, eventedNames),
  begin: () => {
    const id = `01JD0000000000000000${`${(batches += 1)}`.padStart(6, '0')}`;
    const counts = { requested: 3, possible: 2, done: 0, impossible: 1 };
    const batch: BatchRecord = {
      id,
      department: 'agriculture',
      operation: 'annul',
      reason: '一句话不进经过表。',
      status: 'prepared',
      preparedBy: 'officer-1',
      preparedAt: minute(0),
      counts,
      pieces: 1,
      donePieces: [],
      dueAt: minute(9),
    };
    const applied = { ...counts, done: 1, impossible: 2 };
    const repository = (client: Client) => batchRepository(client, eventedNames);
    return {
      entity: `batch#${id}`,
      steps: [
        (client) =>
          repository(client).create(batch, [], batchEvent(batch, { to: 'prepared', at: minute(0), by: 'officer-1' })),
        (client) =>
          repository(client).change(
            id,
            'prepared',
            { status: 'applying' },
            batchEvent(batch, { from: 'prepared', to: 'applying', at: minute(1), by: 'officer-2' }),
          ),
        (client) =>
          repository(client).change(
            id,
            'applying',
            { status: 'done', counts: applied },
            batchEvent({ ...batch, counts: applied }, { from: 'applying', to: 'done', at: minute(2), by: 'platform' }),
          ),
      ],
      expected: [
        [0, 'officer-1', 'annul', undefined, 'prepared', counts],
        [1, 'officer-2', 'annul', 'prepared', 'applying', counts],
        [2, 'platform', 'annul', 'applying', 'done', applied],
      ],
    };
  },
};

export const eventedKinds: readonly EventedKind[] = [
  sources,
  links,
  versions,
  archives,
  applications,
  objections,
  questions,
  issuing,
  statusBatches,
];
