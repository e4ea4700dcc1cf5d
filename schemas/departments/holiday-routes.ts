import { z } from 'zod';
import { decimalInteger } from '../kernel/decimal-integer.ts';
import { CalendarYear, HolidayYear } from '../kernel/holiday-year.ts';
import { route } from '../kernel/route.ts';
import { HolidayTable } from './holidays.ts';
import { departmentRefusals as refusals } from './refusals.ts';

const none = z.object({});

export const listHolidaysRoute = route({
  operation: 'list-holidays',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/holidays',
  summary: '列出各年的放假日和调休上班日，工作日时限据此计算；今年和明年中没有录入的年份列在 missing，暂按周末推算。',
  callers: 'signed-in',
  params: none,
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({ items: z.array(HolidayTable), missing: z.array(CalendarYear) }).strict(),
  },
  refusals: {},
});

export const keepHolidaysRoute = route({
  operation: 'keep-holidays',
  room: 'departments',
  method: 'PUT',
  path: '/api/v1/holidays/{year}',
  summary: '按国务院办公厅的通知写出一年全部的放假日和调休上班日（信息中心）。',
  callers: ['operator'],
  params: z.object({ year: decimalInteger({ min: 2000, max: 2100 }) }),
  query: none,
  body: HolidayYear.omit({ year: true })
    .extend({
      /** 0 while the year has no table. */
      lockVersion: z.int().min(0),
      reason: z.string().min(2).max(500),
    })
    .strict(),
  answer: { status: 200, body: HolidayTable },
  refusals: {
    'holidays-incomplete': refusals['holidays-incomplete'],
    'holidays-not-in-year': refusals['holidays-not-in-year'],
    'holidays-repeated': refusals['holidays-repeated'],
    'holidays-in-both': refusals['holidays-in-both'],
    'make-up-day-not-weekend': refusals['make-up-day-not-weekend'],
  },
});

export const holidayRoutes = [listHolidaysRoute, keepHolidaysRoute] as const;
