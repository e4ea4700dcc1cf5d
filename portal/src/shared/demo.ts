import type { PortalSettings } from '../../../schemas/departments/portal-settings.ts';
import { viewedDayHeader } from '../../../schemas/kernel/viewed-day.ts';

export type Demo = NonNullable<PortalSettings['demo']>;

const storageKey = 'viewed-day';
let running: { readonly demo: Demo; readonly offsetMs: number } | undefined;

/** Called once, before the first page: a demo has a clock of its own. */
export function followDemo(demo: Demo | undefined): void {
  running = demo === undefined ? undefined : { demo, offsetMs: Date.parse(demo.now) - Date.now() };
}

/** Undefined on a real platform. */
export const runningDemo = (): Demo | undefined => running?.demo;

/** This machine's time; in a demo that of its clock. */
export const localNow = (): Date => new Date(Date.now() + (running?.offsetMs ?? 0));

/** The day that this tab looks at; undefined for today, and without a demo. */
export const viewedDay = (): string | undefined =>
  running === undefined ? undefined : (sessionStorage.getItem(storageKey) ?? undefined);

/** Lasts as long as the tab; undefined is today. */
export function viewDay(day: string | undefined): void {
  if (day === undefined) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, day);
}

/** What a reading call says of the day. */
export function viewedDayHeaders(): Readonly<Record<string, string>> {
  const day = viewedDay();
  return day === undefined ? {} : { [viewedDayHeader]: day };
}
