import { Cron } from 'croner';
import type { CronSchedule } from '../../collection/sources/ports.ts';

/** Shanghai time; `afterCron` throws on an invalid expression. */
export const cronTimes: CronSchedule = {
  isCron: (cron) => {
    try {
      open(cron);
      return true;
    } catch {
      return false;
    }
  },
  afterCron: (cron, after) => open(cron).nextRun(new Date(after))?.toISOString() ?? null,
};

function open(cron: string): Cron {
  return new Cron(cron, { timezone: 'Asia/Shanghai', mode: '5-part' });
}
