import { Link } from 'react-router';
import { z } from 'zod';
import { type ApplicationListing, listApplicationsRoute } from '../../../../schemas/sharing/application-routes.ts';
import { ApplicationState } from '../../../../schemas/sharing/application.ts';
import { applicationStateNames } from '../../../../schemas/sharing/names.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, type SignedIn, useCaller } from '../../shared/caller.ts';
import type { Column } from '../../shared/listing/listing.tsx';
import { formatDay, Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { ClockMark } from '../case-clock.tsx';
import { type Names, SharingList } from '../sharing-list.tsx';
import { targetName } from '../target-name.ts';
import { applicationTones } from './words.ts';

const Side = z.enum(['by-us', 'waiting', 'of-our-data', 'all']);
type Side = z.infer<typeof Side>;
const Address = z.object({
  side: Side.optional(),
  state: ApplicationState.optional(),
  cursor: z.string().optional(),
});

const sideNames = {
  'by-us': '本部门提出的',
  waiting: '等待我们办理的',
  'of-our-data': '使用本部门数据的',
  all: '全部',
} as const satisfies Record<Side, string>;

/** Providers answer applications, the centre sees all; every department applies. */
function sidesFor(caller: SignedIn): readonly Side[] {
  return [
    'by-us',
    'waiting',
    ...(hasRole(caller, ['provider']) ? (['of-our-data'] as const) : []),
    ...(hasRole(caller, ['operator']) ? (['all'] as const) : []),
  ];
}

/** Applications for data: the own ones, those that wait for an answer, and for the centre all. */
export default function ApplicationsPage() {
  const caller = useCaller();
  const { address, change, isFiltered } = useAddress(Address);
  const sides = sidesFor(caller);
  const first = hasRole(caller, ['operator']) ? 'waiting' : 'by-us';
  const side = sides.find((one) => one === address.side) ?? first;
  const { state, cursor } = address;
  const list = useRoute(listApplicationsRoute, {
    query: {
      side,
      limit: '50',
      ...(state === undefined ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  });
  const isChosen = isFiltered && (address.side !== undefined || state !== undefined);
  return (
    <SharingList
      what="共享申请"
      lead="申请使用其他部门的数据，经本部门审批、信息中心核对、提供部门逐项答复后授权使用。要提出申请，请先在“信息资源”中找到需要的数据。"
      clear={isChosen ? () => change({ side: undefined, state: undefined }) : undefined}
      filters={[
        {
          label: '哪些申请',
          value: address.side,
          all: sideNames[first],
          options: sides.filter((one) => one !== first).map((one) => [one, sideNames[one]]),
          choose: (chosen) => change({ side: chosen }),
        },
        {
          label: '状态',
          value: state,
          all: '全部状态',
          options: Object.entries(applicationStateNames),
          choose: (chosen) => change({ state: chosen }),
        },
      ]}
      list={list}
      columns={columnsWith}
      empty={<NoApplications isFiltered={state !== undefined} side={side} />}
    />
  );
}

function columnsWith({ nameOf, datasetName }: Names): readonly Column<ApplicationListing>[] {
  return [
    {
      title: '申请使用',
      cell: ({ id, target, dataset }) => (
        <Link to={`/applications/${id}`}>{targetName(target, datasetName(dataset))}</Link>
      ),
    },
    { title: '办理事项', cell: ({ matter }) => matter },
    {
      title: '状态',
      cell: ({ state }) => <StateTag tone={applicationTones[state]}>{applicationStateNames[state]}</StateTag>,
    },
    { title: '时限', cell: ({ clock }) => (clock === undefined ? '—' : <ClockMark clock={clock} />) },
    { title: '申请部门', cell: ({ consumer }) => nameOf(consumer) },
    { title: '提供部门', cell: ({ provider }) => nameOf(provider), isMinor: true },
    { title: '使用期限', cell: ({ until }) => `至${formatDay(until)}`, isMinor: true },
    { title: '最近', cell: ({ since }) => <Moment iso={since} /> },
  ];
}

type NoneProps = { readonly isFiltered: boolean; readonly side: Side };

function NoApplications({ isFiltered, side }: NoneProps) {
  if (isFiltered)
    return (
      <EmptyState title="没有符合条件的申请">
        <p>请改变或清除筛选条件后再看。</p>
      </EmptyState>
    );
  return (
    <EmptyState title={side === 'waiting' ? '没有等待办理的申请' : '还没有申请'}>
      <p>
        {side === 'by-us'
          ? '在“信息资源”中打开需要的数据，选择“申请使用”，提出的申请会列在这里。'
          : '有需要办理的申请时会列在这里，也会出现在“我的工作”里。'}
      </p>
    </EmptyState>
  );
}
