import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { applicationClock, clockContext } from '../applications/application-clock.ts';
import { clockEvent as applicationClockEvent, transitionEvent } from '../applications/application-events.ts';
import { lapse } from '../applications/lapse.ts';
import type { ApplicationRepository, ClockPorts } from '../applications/ports.ts';
import { lapses, sideInTurn, waitsFor as applicationWaitsFor } from '../applications/transitions.ts';
import { newestFirst } from '../newest-first.ts';
import { objectionClock } from '../objections/objection-clock.ts';
import { clockEvent as objectionClockEvent } from '../objections/objection-event.ts';
import type { ObjectionRepository } from '../objections/ports.ts';
import { isOpen, waitsFor as objectionWaitsFor } from '../objections/transitions.ts';
import { dueTelling, type Telling, type TimedCase } from './due-telling.ts';

export type WatchClocksPorts = Pick<ApplicationRepository, 'listApplications' | 'saveApplication'> &
  Pick<ObjectionRepository, 'listObjections' | 'saveObjection'> &
  ClockPorts;

type Watched = TimedCase & {
  readonly tell: (telling: Telling) => Promise<unknown>;
};

/**
 * Reminds whoever holds an application or objection before its due day, tells the centre and the holder of one that is
 * late, and ends applications that the applicant did not complete in time. Each leaves an event, and what was told is
 * part of the same conditional write: a run that is repeated, or comes after one that died, tells the rest. What
 * somebody else changes meanwhile is left to the next run. A failure is thrown after the rest.
 */
export async function watchClocks(ports: WatchClocksPorts): Promise<void> {
  const limits = await ports.limits();
  const attempts: PromiseSettledResult<unknown>[] = [];
  for await (const watched of openCases(ports)) {
    const telling = dueTelling(watched, limits, dayInShanghai(ports.now()));
    if (telling !== null) attempts.push(...(await Promise.allSettled([watched.tell(telling)])));
  }
  for (const attempt of attempts) if (attempt.status === 'rejected') throw attempt.reason;
}

async function* openCases(ports: WatchClocksPorts): AsyncIterable<Watched> {
  const context = await clockContext(ports);
  const waits = ({ state }: Application): boolean => sideInTurn[state] !== null;
  for await (const application of newestFirst(ports.listApplications, waits)) {
    const { state, clockTold: told } = application;
    const clock = applicationClock(application, context);
    const tell = async (telling: Telling) => await tellOfApplication(application, telling, ports);
    if (clock !== undefined) yield { state, clock, told, lapses: lapses(state), tell };
  }
  for await (const objection of newestFirst(ports.listObjections, ({ state }: Objection) => isOpen(state))) {
    const { state, clockTold: told } = objection;
    const clock = objectionClock(objection, context);
    const tell = async (telling: Telling) => await tellOfObjection(objection, telling, ports);
    if (clock !== undefined) yield { state, clock, told, lapses: false, tell };
  }
}

async function tellOfApplication(
  application: Application,
  telling: Telling,
  { saveApplication, now }: WatchClocksPorts,
): Promise<boolean> {
  const [next, event]: readonly [Application, NewEvent] = applyToApplication(application, telling, now());
  return await saveApplication(next, { event, waitsFor: applicationWaitsFor(next) });
}

function applyToApplication(application: Application, telling: Telling, at: string): readonly [Application, NewEvent] {
  if (telling.action === 'lapse') {
    const lapsed = lapse(application, at);
    return [lapsed, transitionEvent(lapsed)];
  }
  const { action, days, told } = telling;
  const next = { ...application, clockTold: told, lockVersion: application.lockVersion + 1 };
  return [next, applicationClockEvent(application, { action, at, days })];
}

async function tellOfObjection(
  objection: Objection,
  telling: Telling,
  { saveObjection, now }: WatchClocksPorts,
): Promise<boolean> {
  if (telling.action === 'lapse') return false;
  const { action, days, told } = telling;
  const next = { ...objection, clockTold: told, lockVersion: objection.lockVersion + 1 };
  const event = objectionClockEvent(objection, { action, at: now(), days });
  return await saveObjection(next, { event, waitsFor: objectionWaitsFor(next) });
}
