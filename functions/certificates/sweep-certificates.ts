import { sweepOrders } from '../../lib/certificates/issue/sweep-orders.ts';
import { issuePorts } from '../../lib/wiring/certificates/issue.ts';
import { timetable } from '../../lib/wiring/timetable.ts';

export const handler = timetable(issuePorts, sweepOrders);
