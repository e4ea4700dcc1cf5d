import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Demo, localNow, runningDemo, viewDay, viewedDay } from '../shared/demo.ts';
import { formatDay } from '../shared/moment.tsx';

const dayMs = 86_400_000;

/** Says that the data are made up, and lets the person look at another day. */
export function DemoStrip() {
  const demo = runningDemo();
  return demo === undefined ? null : <ChosenDay demo={demo} />;
}

function ChosenDay({ demo }: { readonly demo: Demo }) {
  const queries = useQueryClient();
  const today = dayOf(localNow());
  const [day, setDay] = useState(viewedDay() ?? today);
  const choose = (chosen: string): void => {
    setDay(chosen);
    viewDay(chosen === today ? undefined : chosen);
    // What is still on its way for the day before would otherwise be taken for the new one.
    void queries.cancelQueries().then(() => queries.invalidateQueries());
  };
  return (
    <aside className="demo-strip" aria-label="演示">
      <span>演示系统，人员和数据均为虚构。</span>
      <label>
        查看日期{' '}
        <select value={day} onChange={({ target }) => choose(target.value)}>
          {daysOf(demo).map((one) => (
            <option key={one} value={one}>
              {formatDay(one)}
              {one === today ? '（今天）' : ''}
            </option>
          ))}
        </select>
      </label>
      {day !== today && <span>待办、期限和进展按这一天计算，办理仍按今天。</span>}
    </aside>
  );
}

function daysOf({ firstDay, lastDay }: Demo): readonly string[] {
  const [first, last] = [Date.parse(firstDay), Date.parse(lastDay)];
  const count = Math.round((last - first) / dayMs) + 1;
  return Array.from({ length: count }, (_, at) => new Date(first + at * dayMs).toISOString().slice(0, 10));
}

/** In Shanghai, as the platform counts days. */
const dayOf = (instant: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(instant);
