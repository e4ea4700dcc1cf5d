import { Link } from 'react-router';
import { z } from 'zod';
import type { GrantView } from '../../../../schemas/sharing/grant-use.ts';
import { listGrantsRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import type { Column } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { type Names, SharingList } from '../sharing-list.tsx';
import { targetName } from '../target-name.ts';
import { daysLeftWords, grantStatusNames, grantTones, soonDays } from './grant-words.ts';

const Side = z.enum(['consumer', 'provider']);
const Address = z.object({
  side: Side.optional(),
  department: z.string().max(60).optional(),
  cursor: z.string().optional(),
});

/** Grants of data that the department has, or has given; the centre looks at any department's. */
export default function GrantsPage() {
  const caller = useCaller();
  const { address, change, isFiltered } = useAddress(Address);
  const { departments } = useDepartments();
  const { cursor, department } = address;
  const side = address.side ?? 'consumer';
  const list = useRoute(listGrantsRoute, {
    query: {
      side,
      limit: '50',
      ...(department === undefined ? {} : { department }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  });
  const ofDepartment = {
    label: '部门',
    value: department,
    all: '本部门',
    options: departments.map(({ id, name }) => [id, name] as const),
    choose: (chosen: string | undefined) => change({ department: chosen }),
  };
  return (
    <SharingList
      what="数据授权"
      lead="申请得到同意后产生的授权：可以用哪些数据、怎样用、用到什么时候、今天用了多少。"
      actions={
        hasRole(caller, ['provider', 'consumer']) && (
          <Link className="primary-link" to="/subjects">
            查一个人或单位
          </Link>
        )
      }
      clear={isFiltered ? () => change({ side: undefined, department: undefined }) : undefined}
      filters={[
        {
          label: '哪些授权',
          value: address.side,
          all: '给本部门的',
          options: [['provider', '本部门给出的']],
          choose: (chosen) => change({ side: chosen }),
        },
        ...(hasRole(caller, ['operator']) ? [ofDepartment] : []),
      ]}
      list={list}
      columns={columnsWith}
      empty={
        <EmptyState title="没有数据授权">
          <p>
            {side === 'consumer'
              ? '申请使用其他部门的数据，得到同意后，授权会列在这里。'
              : '其他部门的申请得到同意后，给出的授权会列在这里。'}
          </p>
        </EmptyState>
      }
    />
  );
}

function columnsWith({ nameOf, datasetName }: Names): readonly Column<GrantView>[] {
  return [
    {
      title: '可以使用',
      cell: ({ id, target, dataset }) => <Link to={`/grants/${id}`}>{targetName(target, datasetName(dataset))}</Link>,
    },
    { title: '办理事项', cell: ({ matter }) => matter },
    {
      title: '状态',
      cell: ({ status }) => <StateTag tone={grantTones[status]}>{grantStatusNames[status]}</StateTag>,
    },
    { title: '使用部门', cell: ({ consumer }) => nameOf(consumer) },
    { title: '提供部门', cell: ({ provider }) => nameOf(provider), isMinor: true },
    { title: '期限', cell: ({ until, daysLeft }) => <Term until={until} daysLeft={daysLeft} /> },
  ];
}

function Term({ until, daysLeft }: Pick<GrantView, 'until' | 'daysLeft'>) {
  return (
    <>
      至{formatDay(until)}
      {daysLeft !== undefined && daysLeft <= soonDays && (
        <>
          {' '}
          <StateTag tone="waiting">{daysLeftWords(daysLeft)}</StateTag>
        </>
      )}
    </>
  );
}
