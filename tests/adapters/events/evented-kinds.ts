import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { linkRepository } from '../../../lib/adapters/deliveries/link-repository.ts';
import { sourceRepository } from '../../../lib/adapters/sources/source-repository.ts';
import { confirmationEvent, trialEvent } from '../../../lib/collection/deliveries/link-events.ts';
import { decisionEvent, healthEvent, registrationEvent } from '../../../lib/collection/sources/source-events.ts';
import type { EventOutbox } from '../../../lib/kernel/event-outbox.ts';
import { SourceTest, type SourceDecision } from '../../../schemas/collection/sources/source.ts';
import { buildSource } from '../../collection/sources/build-source.ts';
import { eventedNames } from './evented-tables.ts';

type Client = DynamoDBDocumentClient;

/** One thing, from its first transition to its last. */
export type EventedThing = {
  readonly entity: string;
  /** Each makes one transition, and does nothing if it was made. */
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

export const eventedKinds: readonly EventedKind[] = [sources, links];
