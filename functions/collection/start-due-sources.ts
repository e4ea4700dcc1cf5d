import { startDueSources } from '../../lib/collection/sources/pull/start-due-sources.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';

export const handler = scheduled(sourceBasics, startDueSources);
