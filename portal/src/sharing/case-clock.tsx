import type { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import { type CaseClock, clockPhrase } from '../../../schemas/sharing/case-clock.ts';
import { formatDay } from '../shared/moment.tsx';

type PanelProps = {
  readonly clock: WorkingClock;
  readonly escalatedOn: string | undefined;
  /** The name of the state. */
  readonly state: string;
};

/** Who has it, since when and until when; paused while the applicant has to complete something. */
export function ClockPanel({ clock, escalatedOn, state }: PanelProps) {
  const { start, limit, left, late, due, missingYears } = clock;
  return (
    <section className="panel">
      <p>
        现在{state}，{formatDay(start)}收到，期限 {limit} 个工作日
        {due === undefined ? '。' : `，应在${formatDay(due)}前办理。`}
        <ClockMark
          clock={{
            left,
            late,
            ...(due === undefined ? {} : { due }),
            ...(escalatedOn === undefined ? {} : { escalatedOn }),
          }}
        />
        。
      </p>
      {missingYears.length > 0 && (
        <p className="soft">{missingYears.join('、')} 年的节假日安排尚未录入，暂按周末推算。</p>
      )}
    </section>
  );
}

/** How much time is left; what is late stands out. */
export function ClockMark({ clock }: { readonly clock: CaseClock }) {
  const phrase = clockPhrase(clock);
  return clock.late > 0 ? <b className="bad">{phrase}</b> : <>{phrase}</>;
}
