import type { Field } from '../../../schemas/catalogue/field.ts';
import { cells, type CellRow } from './cells.ts';
import { fieldOf } from './read-cell.ts';

function table(format: Field['format'], rows: readonly CellRow[], changes: Partial<Field> = {}): void {
  cells(format, fieldOf(format, changes), rows);
}

table('date', [
  ...(
    [
      '20201130',
      '2020-11-30',
      '2020/11/30',
      '2020.11.30',
      '2020年11月30日',
      '２０２０－１１－３０',
      ' 2020 年 11 月 30 日 ',
      '2020-11-30 00:00:00',
      '2020-11-30T08:30:00',
      '2020年11月30日星期一',
    ] as const
  ).map((text): CellRow => [text, text, '2020-11-30']),
  ['in Chinese digits', '二〇二〇年十一月三十日', '2020-11-30'],
  ['in Chinese digits, the zero as a letter', '二○二〇年二月十日', '2020-02-10'],
  ['in Chinese digits, no day', '二〇二〇年二月三十日', null, 'date-not-real'],
  ['one digit for the day', '2020/11/3', '2020-11-03'],
  ['one digit for month and day', '2020.1.5', '2020-01-05'],
  ['a date cell', { date: '2020-11-30' }, '2020-11-30'],
  ['a date cell with a time', { date: '2020-11-30T08:30:00' }, '2020-11-30'],
  ['a time alone', { date: '08:30:00' }, null, 'date-format'],
  ['an Excel serial', 44165, '2020-11-30'],
  ['an Excel serial with a time', 44165.75, '2020-11-30'],
  ['the first serial that is certain', 61, '1900-03-01'],
  ['a serial before the leap day that never was', 60, null, 'date-ambiguous-serial'],
  ['a date cell before it', { date: '1900-01-15' }, null, 'date-ambiguous-serial'],
  ['eight digits as a number', 20201130, '2020-11-30'],
  ['fourteen digits as a number', 20201130083000, '2020-11-30'],
  ['milliseconds are no day', 1606694400000, null, 'date-format'],
  ['eight digits as a number, no day', 20200230, null, 'date-not-real'],
  ['a year as a number', 2020, null, 'date-incomplete'],
  ['a month as a number', 202011, null, 'date-incomplete'],
  ['a month', '2020-11', null, 'date-incomplete'],
  ['a year', '2020年', null, 'date-incomplete'],
  ['30 February', '2020-02-30', null, 'date-not-real'],
  ['30 February in another form', '2020年2月30日', null, 'date-not-real'],
  ['29 February 1900', '1900-02-29', null, 'date-not-real'],
  ['two digits for the year', '20-11-30', null, 'date-format'],
  ['words', '去年秋天', null, 'date-format'],
  ['a truth value', true, null, 'date-format'],
  ['a year that is hardly meant', '0202-11-30', '0202-11-30', 'date-unlikely'],
  ['far from now', '9999-12-31', '9999-12-31', 'date-unlikely'],
  ['长期 is no day', '长期', null, 'date-format'],
  ['a placeholder', '——', null],
]);

table(
  'date',
  [
    ['today', '2026-06-30', '2026-06-30'],
    ['tomorrow', '2026-07-01', null, 'date-in-future'],
    ['tomorrow in another form', '2026/7/1', null, 'date-in-future'],
  ],
  { past: true },
);

table('date-or-open-end', [
  ['a day', '2035/3/1', '2035-03-01'],
  ['长期', '长期', '..'],
  ['长期有效', ' 长期有效 ', '..'],
  ['永久', '永久', '..'],
  ['99991231', '99991231', '..'],
  ['99991231 as a number', 99991231, '..'],
  ['9999-12-31 in a date cell', { date: '9999-12-31' }, '..'],
  ['9999年12月31日', '9999年12月31日', '..'],
  ['words', '很久', null, 'date-format'],
]);

table('date-range', [
  ['as on the identity card', '2015.03.01-2035.03.01', '2015-03-01/2035-03-01'],
  ['without an end', '2015.03.01-长期', '2015-03-01/..'],
  ['packed', '20150301-20350301', '2015-03-01/2035-03-01'],
  ['hyphens everywhere', '2015-03-01-2035-03-01', '2015-03-01/2035-03-01'],
  ['hyphens and no end', '2015-03-01-长期', '2015-03-01/..'],
  ['至', '2015年3月1日至2035年3月1日', '2015-03-01/2035-03-01'],
  ['a long dash', '2015.03.01—2035.03.01', '2015-03-01/2035-03-01'],
  ['a wave', '2015/3/1～2035/3/1', '2015-03-01/2035-03-01'],
  ['as it is stored', '2015-03-01/2035-03-01', '2015-03-01/2035-03-01'],
  ['as it is stored, open', '2015-03-01/..', '2015-03-01/..'],
  ['as it is stored, without a beginning', '../2035-03-01', '../2035-03-01'],
  ['as it is stored, open at both ends', '../..', '../..'],
  ['长期 alone', '长期', '../..'],
  ['one day', '2035-03-01', '../2035-03-01', 'date-range-one-day'],
  ['one day in a date cell', { date: '2035-03-01' }, '../2035-03-01', 'date-range-one-day'],
  ['the wrong way round', '2035.03.01-2015.03.01', null, 'range-out-of-order'],
  ['30 February', '2015.02.30-2035.03.01', null, 'date-not-real'],
  ['words', '十年', null, 'date-range-format'],
]);

table('date-time', [
  ['with seconds', '2020-11-30 08:30:00', '2020-11-30T08:30:00'],
  ['ISO', '2020-11-30T08:30:00', '2020-11-30T08:30:00'],
  ['without seconds', '2020/11/30 8:30', '2020-11-30T08:30:00'],
  ['Chinese', '2020年11月30日 8时30分', '2020-11-30T08:30:00'],
  ['Chinese with seconds', '2020年11月30日8时30分05秒', '2020-11-30T08:30:05'],
  ['packed', '20201130083000', '2020-11-30T08:30:00'],
  ['the zone of Shanghai', '2020-11-30T08:30:00+08:00', '2020-11-30T08:30:00'],
  ['UTC', '2020-11-30T20:30:00Z', '2020-12-01T04:30:00'],
  ['UTC by name', '2020-11-30 20:30:00 UTC', '2020-12-01T04:30:00'],
  ['PostgreSQL in Shanghai', '2024-01-05 00:00:00+08', '2024-01-05T00:00:00'],
  ['PostgreSQL in UTC, with microseconds', '2024-01-04 20:00:00.123456+00', '2024-01-05T04:00:00'],
  ['an offset without a colon', '2024-01-05 00:00:00 +0800', '2024-01-05T00:00:00'],
  ['an offset of a name', '2024-01-05 00:00:00 GMT+8', '2024-01-05T00:00:00'],
  ['west of Greenwich', '2024-01-04T11:00:00-05:00', '2024-01-05T00:00:00'],
  ['PostgreSQL before 1901', '1900-01-01 00:00:00+08:05:43', '1900-01-01T00:00:00'],
  ['a summer with summer time', '1988-06-30T15:00:00Z', '1988-07-01T00:00:00'],
  ['Java with its zone', '2024-01-05T00:00:00+08:00[Asia/Shanghai]', '2024-01-05T00:00:00'],
  ['a comma before the fraction', '2024-01-05 00:00:00,123', '2024-01-05T00:00:00'],
  ['the basic form in UTC', '20240104T160000Z', '2024-01-05T00:00:00'],
  ['the basic form with a fraction', '20240105000000.5+0800', '2024-01-05T00:00:00'],
  ['a bare date with a zone stays', '2024-01-05+08:00', '2024-01-05T00:00:00'],
  ['a bare date in UTC stays', '2024-01-05Z', '2024-01-05T00:00:00'],
  ['before the first year in Shanghai', '0001-01-01T00:00:00+14:00', null, 'date-not-real'],
  ['after the last year in Shanghai', '9999-12-31T23:00:00Z', null, 'date-not-real'],
  ['day and hour without a blank', '2020-11-3008:30', null, 'date-time-format'],
  ['a day', '2020-11-30', '2020-11-30T00:00:00'],
  ['a date cell', { date: '2020-11-30T08:30:00' }, '2020-11-30T08:30:00'],
  ['a serial', 44165.354166666664, '2020-11-30T08:30:00'],
  ['25 o’clock', '2020-11-30 25:00', null, 'date-time-format'],
  ['30 February', '2020-02-30 08:00', null, 'date-not-real'],
]);

table('year-month', [
  ['six digits', '202011', '2020-11'],
  ['six digits as a number', 202011, '2020-11'],
  ['a hyphen', '2020-11', '2020-11'],
  ['one digit', '2020/1', '2020-01'],
  ['Chinese', '2020年1月', '2020-01'],
  ['a date cell', { date: '2020-11-01' }, '2020-11'],
  ['a full day', '2020-11-30', '2020-11'],
  ['a fraction: January or October', 2020.1, null, 'year-month-format'],
  ['month 13', '202013', null, 'year-month-format'],
]);

table('year', [
  ['text', '2020', '2020'],
  ['a number', 2020, '2020'],
  ['Chinese', '2020年', '2020'],
  ['a date cell', { date: '2020-11-30' }, '2020'],
  ['two digits', '20', null, 'year-format'],
]);
