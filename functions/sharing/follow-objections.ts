import { followObjections } from '../../lib/sharing/objections/follow-objections.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { followObjectionsPorts } from '../../lib/wiring/sharing/objections.ts';

export const handler = scheduled(followObjectionsPorts, followObjections);
