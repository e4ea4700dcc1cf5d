import { compactJson } from './compact-json.ts';
import { announcedHolidays } from './holidays-announced.ts';
import { writeOrCheck } from './write-or-check.ts';

writeOrCheck('infra/seeds/holidays.json', compactJson(announcedHolidays()), 'the package chinese-days');
