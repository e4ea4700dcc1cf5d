import { Link } from 'react-router';
import { z } from 'zod';
import { objectionStateNames } from '../../../../schemas/sharing/names.ts';
import {
  type ObjectionListing,
  ObjectionListSide as Side,
  listObjectionsRoute,
} from '../../../../schemas/sharing/objection-routes.ts';
import { ObjectionState } from '../../../../schemas/sharing/objection.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, type SignedIn, useCaller } from '../../shared/caller.ts';
import type { Column } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { ClockMark } from '../case-clock.tsx';
import { type Names, SharingList } from '../sharing-list.tsx';
import { objectionTones } from './words.ts';

type SideName = z.infer<typeof Side>;
const Address = z.object({
  side: Side.optional(),
  state: ObjectionState.optional(),
  cursor: z.string().optional(),
});

const sideNames = {
  'by-us': '本部门提出的',
  waiting: '等待我们办理的',
  'of-our-data': '对本部门数据的',
  'concerns-us': '涉及本部门取得过的数据',
  all: '全部',
} as const satisfies Record<SideName, string>;

/** The first is shown unless another is chosen. */
function sidesFor(caller: SignedIn): readonly [SideName, ...SideName[]] {
  const isCentre = hasRole(caller, ['operator']);
  return [
    isCentre ? 'waiting' : 'by-us',
    isCentre ? 'all' : 'concerns-us',
    ...(hasRole(caller, ['provider']) ? (['waiting', 'of-our-data'] as const) : []),
  ];
}

/** Lists objections: the department's own, those to its data, and those to data that it fetched. */
export default function ObjectionsPage() {
  const caller = useCaller();
  const { address, change, isFiltered } = useAddress(Address);
  const [first, ...others] = sidesFor(caller);
  const side = others.find((one) => one === address.side) ?? first;
  const { state, cursor } = address;
  const list = useRoute(listObjectionsRoute, {
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
      what="数据异议"
      lead="使用部门认为一项数据有误，可以提出异议；提供部门在期限以内核实，更正或者说明理由。异议只作标记，不影响使用。"
      clear={isChosen ? () => change({ side: undefined, state: undefined }) : undefined}
      filters={[
        {
          label: '哪些异议',
          value: address.side,
          all: sideNames[first],
          options: others.map((one) => [one, sideNames[one]]),
          choose: (chosen) => change({ side: chosen }),
        },
        {
          label: '状态',
          value: state,
          all: '全部状态',
          options: Object.entries(objectionStateNames),
          choose: (chosen) => change({ state: chosen }),
        },
      ]}
      list={list}
      columns={columnsWith}
      empty={<NoObjections isFiltered={state !== undefined} side={side} />}
    />
  );
}

function columnsWith({ nameOf, datasetName }: Names): readonly Column<ObjectionListing>[] {
  return [
    {
      title: '信息资源',
      cell: ({ id, dataset }) => <Link to={`/objections/${id}`}>{datasetName(dataset)}</Link>,
    },
    { title: '信息项', cell: ({ label }) => label },
    {
      title: '状态',
      cell: ({ state }) => <StateTag tone={objectionTones[state]}>{objectionStateNames[state]}</StateTag>,
    },
    { title: '时限', cell: ({ clock }) => (clock === undefined ? '—' : <ClockMark clock={clock} />) },
    { title: '提出部门', cell: ({ consumer }) => (consumer === undefined ? '—' : nameOf(consumer)) },
    { title: '提供部门', cell: ({ provider }) => nameOf(provider), isMinor: true },
    { title: '提出', cell: ({ createdAt }) => <Moment iso={createdAt} />, isMinor: true },
    { title: '最近', cell: ({ since }) => <Moment iso={since} /> },
  ];
}

const noneYet = {
  'by-us': '按授权查询时，在查到的记录上选择“提出异议”，提出的异议会列在这里。',
  waiting: '有需要办理的异议时会列在这里，也会出现在“我的工作”里。',
  'of-our-data': '其他部门对本部门的数据提出异议时，会列在这里。',
  'concerns-us': '本部门取得过的数据，经提供部门核实有误或者更正时，会列在这里。',
  all: '有部门提出异议时，会列在这里。',
} as const satisfies Record<SideName, string>;

function NoObjections({ isFiltered, side }: { readonly isFiltered: boolean; readonly side: SideName }) {
  return (
    <EmptyState title={isFiltered ? '没有符合条件的异议' : '还没有异议'}>
      <p>{isFiltered ? '请改变或清除筛选条件后再看。' : noneYet[side]}</p>
    </EmptyState>
  );
}
