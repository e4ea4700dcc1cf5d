import { Cron } from 'croner';
import type { NextTimes } from '../../collection/sources/ports.ts';

/** Times of cron expressions of five fields, in Shanghai. Throws when an expression cannot be read. */
export const cronTimes: NextTimes = {
  afterCron: (cron, after) => new Cron(cron, { timezone: 'Asia/Shanghai', mode: '5-part' }).nextRun(new Date(after))?.toISOString() ?? null,
};
