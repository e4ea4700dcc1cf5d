import { formatDay } from './moment.tsx';
import { StateTag } from './state-tag.tsx';

/** `还有 3 天` or `已超期 2 天`, with the date on hover and for screen readers. */
export function DueDay({ due, daysLeft }: { readonly due: string; readonly daysLeft: number }) {
  return (
    <span title={`${formatDay(due)}前`}>
      <StateTag tone={daysLeft < 0 ? 'bad' : 'waiting'}>{describeDays(daysLeft)}</StateTag>
    </span>
  );
}

/** `还有 3 天`, `今天到期` or `已超期 2 天`. */
export function describeDays(daysLeft: number): string {
  if (daysLeft < 0) return `已超期 ${-daysLeft} 天`;
  return daysLeft === 0 ? '今天到期' : `还有 ${daysLeft} 天`;
}
