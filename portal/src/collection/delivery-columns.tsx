import { Link } from 'react-router';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { formatNumber } from '../shared/format-number.ts';
import type { Column } from '../shared/listing/listing.tsx';
import { Moment } from '../shared/moment.tsx';
import { channelNames, deliveryTones, modeNames } from '../shared/names.ts';
import { StateTag } from '../shared/state-tag.tsx';

/** The columns of every list of deliveries; the first cell names the row and leads to it. */
export function deliveryColumns(name: (delivery: Delivery) => string): readonly Column<Delivery>[] {
  return [
    { title: '报送', cell: (delivery) => <Link to={`/deliveries/${delivery.id}`}>{name(delivery)}</Link> },
    { title: '状态', cell: ({ status }) => <StateTag tone={deliveryTones[status]}>{statusNames[status]}</StateTag> },
    { title: '登记时间', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
    { title: '方式', cell: ({ channel, mode }) => `${channelNames[channel]} ${modeNames[mode]}`, isMinor: true },
    { title: '读取', isNumber: true, isMinor: true, cell: ({ rowCounts }) => rows(rowCounts?.read) },
    { title: '退回', isNumber: true, isMinor: true, cell: ({ rowCounts }) => rows(rowCounts?.rejected) },
  ];
}

const rows = (count: number | undefined): string => (count === undefined ? '—' : `${formatNumber(count)} 行`);
