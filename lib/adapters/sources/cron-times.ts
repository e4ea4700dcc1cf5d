import { Cron } from 'croner';
import type { CronSchedule } from '../../collection/sources/ports.ts';

/** Times of cron expressions of five fields, in Shanghai. Throws when an expression cannot be read. */
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
