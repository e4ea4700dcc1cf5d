import { startDueSources } from '../../lib/collection/sources/start-due-sources.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { timetable } from '../../lib/wiring/timetable.ts';

export const handler = timetable(sourceBasics, startDueSources);
