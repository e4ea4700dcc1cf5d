import type { HolidayTable } from '../../../../../schemas/departments/holidays.ts';
import { Moment } from '../../../shared/moment.tsx';

export const holidayCrumbs = [
  { title: '管理', to: '/admin' },
  { title: '节假日', to: '/admin/holidays' },
];

/** Who changed a year's table last, and when. */
export function LastChange({ changed }: Pick<HolidayTable, 'changed'>) {
  if (changed === undefined) return '平台自带，未修改';
  return (
    <>
      {changed.name}，<Moment iso={changed.at} />
    </>
  );
}
