import { warnOfEnds } from '../../lib/sharing/warnings/warn-of-ends.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { warnOfEndsPorts } from '../../lib/wiring/sharing/warnings.ts';

export const handler = scheduled(warnOfEndsPorts, warnOfEnds);
