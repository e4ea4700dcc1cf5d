import { startDueSources } from '../../lib/collection/sources/pull/start-due-sources.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { timetable } from '../../lib/wiring/scheduled.ts';

export const handler = timetable(sourceBasics, startDueSources);
