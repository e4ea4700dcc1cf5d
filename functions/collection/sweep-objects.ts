import { sweepObjects } from '../../lib/collection/retention/sweep-objects.ts';
import { sweepObjectsPorts } from '../../lib/wiring/collection/sweep-objects.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';

export const handler = scheduled(sweepObjectsPorts, sweepObjects);
