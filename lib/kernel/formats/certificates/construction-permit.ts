import { isCalendarDay } from '../dates/calendar.ts';
import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';

/** 建筑法 introduced the permit in 1998; some cities had it before. */
const firstYear = '1990';

/** 建筑工程施工许可证号: division 6, day 8, serial of the day 2, discipline 01–19. */
export const constructionPermit: Format = {
  hint: '填写 18 位施工许可证号：6 位行政区划代码、8 位日期、2 位当日流水号、2 位工程类别（01 至 19）。',
  examples: ['411102202011100101'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!/^\d{16}(?:0[1-9]|1\d)$/.test(value)) return note('construction-permit-format');
      const real = isCalendarDay(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14)));
      return real && value.slice(6, 10) >= firstYear ? value : note('construction-permit-date');
    }),
};
