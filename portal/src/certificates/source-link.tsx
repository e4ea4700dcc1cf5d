import { Link } from 'react-router';
import { formatNumber } from '../shared/format-number.ts';

type SourceLinkProps = {
  readonly delivery: string;
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
};

/** The row of the delivery that face data came from; interfaces and databases have no sheets. */
export function SourceLink({ delivery, sheet, row }: SourceLinkProps) {
  const place = [
    ...(sheet === undefined ? [] : [`工作表“${sheet}”`]),
    ...(row === undefined ? [] : [`第 ${formatNumber(row)} 行`]),
  ];
  return <Link to={`/deliveries/${delivery}`}>{place.length === 0 ? '报送' : place.join('，')}</Link>;
}
