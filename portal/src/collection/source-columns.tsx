import { Link } from 'react-router';
import type { Source, SourceState } from '../../../schemas/collection/sources/source.ts';
import { sourceChannelNames, sourceStateNames } from '../../../schemas/collection/sources/state-names.ts';
import { type Column } from '../shared/listing/listing.tsx';
import { Moment } from '../shared/moment.tsx';
import { StateTag, type Tone } from '../shared/state-tag.tsx';

const tones = {
  registered: 'waiting',
  returned: 'bad',
  running: 'good',
  paused: 'idle',
  retired: 'idle',
} as const satisfies Record<SourceState, Tone>;

/** Read by timetable, and not once since it last worked. */
export const isFailing = ({ state, health }: Pick<Source, 'state' | 'health'>): boolean =>
  state === 'running' && health.streak < 0;

/** The state of a source; one that fails is red, whatever was decided about it. */
export function SourceTag({ source }: { readonly source: Pick<Source, 'state' | 'health'> }) {
  if (isFailing(source)) return <StateTag tone="bad">读取失败</StateTag>;
  return <StateTag tone={tones[source.state]}>{sourceStateNames[source.state]}</StateTag>;
}

/** One sentence about the last readings. */
export function healthSentence({ health }: Pick<Source, 'health'>): string {
  const { lastFailure, streak } = health;
  if (streak < 0 && lastFailure !== undefined) return `最近 ${-streak} 次读取都没有成功：${lastFailure.detail}`;
  return health.lastSuccess === undefined ? '还没有读取过。' : '最近一次读取成功。';
}

/** The columns of every list of sources. */
export function sourceColumns(
  nameOf: (dataset: string) => string,
  departmentOf: (department: string) => string,
): readonly Column<Source>[] {
  return [
    {
      title: '数据源',
      cell: ({ dataset, channel }) => <Link to={`/sources/${dataset}/${channel}`}>{nameOf(dataset)}</Link>,
    },
    { title: '状态', cell: (source) => <SourceTag source={source} /> },
    { title: '归集方式', cell: ({ channel }) => sourceChannelNames[channel], isMinor: true },
    { title: '部门', cell: ({ department }) => departmentOf(department), isMinor: true },
    { title: '运行', cell: healthSentence },
    {
      title: '下次读取',
      isMinor: true,
      cell: ({ nextRunAt }) => (nextRunAt === undefined ? '—' : <Moment iso={nextRunAt} />),
    },
  ];
}
