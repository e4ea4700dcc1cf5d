import type { Format } from '../format.ts';
import { checkDay } from './date.ts';
import { parseMomentCell } from './parse-day-cell.ts';

const stored = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** 日期时间, GB/T 7408, in Asia/Shanghai: `YYYY-MM-DDThh:mm:ss`. A day alone means its first second. */
export const dateTime: Format = {
  hint: '按“年-月-日 时:分:秒”填写，例如 2020-11-30 08:30:00。',
  examples: ['2020-11-30 08:30:00', '2020-11-30T08:30:00'],
  excel: 'date-time',
  compile: (field, reading) => (cell) => {
    const moment = parseMomentCell(cell);
    if (moment === null) return null;
    if (typeof moment === 'string') return reading.note(moment === 'date-format' ? 'date-time-format' : moment);
    if (checkDay(moment.day, field, reading) === null) return null;
    return typeof cell === 'string' && stored.test(cell) ? cell : `${moment.day}T${moment.time}`;
  },
};
