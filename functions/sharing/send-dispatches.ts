import { sendDispatches } from '../../lib/sharing/notices/dispatch/send-dispatches.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { sendDispatchesPorts } from '../../lib/wiring/sharing/dispatches.ts';

export const handler = scheduled(sendDispatchesPorts, sendDispatches);
