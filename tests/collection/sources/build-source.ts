import { initialHealth } from '../../../lib/collection/sources/pull/run-outcome.ts';
import { registrationEvent } from '../../../lib/collection/sources/source-events.ts';
import {
  SourceDeclaration,
  SourceTimetable,
  type SourceRecord,
  type ReadingRun,
} from '../../../schemas/collection/sources/source.ts';

/** A running source, pulled every five minutes; a front-end table by default. */
export function buildSource(changes: Partial<SourceRecord> = {}): SourceRecord {
  return {
    dataset: 'fishing-licences',
    channel: 'database',
    department: 'agriculture',
    state: 'running',
    declarationVersion: 1,
    lockVersion: 1,
    declaration: SourceDeclaration.parse({ channel: 'database', system: 'postgresql', host: 'db.example', port: 5432 }),
    timetable: SourceTimetable.parse({ times: '*/5 * * * *', reconcile: 'never' }),
    decisions: [],
    health: initialHealth,
    replays: [],
    fencingToken: 0,
    ...changes,
  };
}

/** The event with which it is created. */
export const registrationOf = (source: SourceRecord) =>
  registrationEvent(source, { by: 'officer-1', at: '2020-12-01T00:00:00.000Z' });

export function buildRun(changes: Partial<ReadingRun> = {}): ReadingRun {
  return {
    id: '01JE0000000000000000000001',
    purpose: 'timetable',
    mode: 'full',
    declarationVersion: 1,
    phase: 'reading',
    by: 'timetable',
    startedAt: '2020-12-01T00:00:00.000Z',
    segments: [],
    pages: 0,
    rows: 0,
    bytes: 0,
    seconds: 0,
    attempts: 0,
    ...changes,
  };
}
