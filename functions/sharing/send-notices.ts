import { sendNotices } from '../../lib/sharing/notices/send-notices.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { sendNoticesPorts } from '../../lib/wiring/sharing/notices.ts';

export const handler = scheduled(sendNoticesPorts, sendNotices);
