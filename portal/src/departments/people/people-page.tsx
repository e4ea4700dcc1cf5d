import { z } from 'zod';
import { readPeopleRoute } from '../../../../schemas/departments/people-routes.ts';
import type { PeopleView } from '../../../../schemas/departments/people.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { KeptPeople } from './kept-people.tsx';
import { PeopleForm } from './people-form.tsx';
import { PeopleOfAll } from './people-of-all.tsx';

const Address = z.object({
  /** A unit's id; the centre's list without one. */
  department: z.string().max(60).optional(),
  edit: z.literal('1').optional(),
  state: z.enum(['missing', 'overdue']).optional(),
  /** Of the notice; 0 is none. */
  batch: z.enum(['1', '2', '3', '0']).optional(),
});

/** Whom to call: the own unit's people, kept by itself; for centre and supervising office those of all. */
export default function PeoplePage() {
  const { address, change } = useAddress(Address);
  const caller = useCaller();
  const seesAll = hasRole(caller, ['operator', 'supervisor']);
  if (address.department === undefined && seesAll)
    return <PeopleOfAll state={address.state} batch={address.batch} change={change} />;
  const department = address.department ?? caller.department.id;
  return (
    <PeopleOfUnit
      department={department}
      isOwn={department === caller.department.id}
      seesAll={seesAll}
      isEditing={address.edit !== undefined}
      edit={(isEditing) => change({ edit: isEditing ? '1' : undefined })}
    />
  );
}

type PeopleOfUnitProps = {
  readonly department: string;
  readonly isOwn: boolean;
  readonly seesAll: boolean;
  readonly isEditing: boolean;
  readonly edit: (isEditing: boolean) => void;
};

function PeopleOfUnit({ department, isOwn, seesAll, isEditing, edit }: PeopleOfUnitProps) {
  const { nameOf } = useDepartments();
  const read = useRoute(readPeopleRoute, { params: { department } });
  const title = isOwn ? '本部门的负责人和联系人' : `${nameOf(department)}的负责人和联系人`;
  const crumbs = seesAll ? [{ title: '联系人', to: '/people' }] : [];
  return (
    <>
      <PageHeader title={title} crumbs={crumbs}>
        {isOwn
          ? '由本部门登记，每年确认一次。信息中心和督查部门可以看到，用于数据源失败、报送退回等需要联系时。'
          : '由该部门自行登记，每年确认一次。'}
      </PageHeader>
      <QueryView query={read} what="联系人">
        {(view: PeopleView) =>
          isEditing && isOwn ? (
            <PeopleForm key={view.people?.lockVersion ?? 0} before={view} leave={() => edit(false)} />
          ) : (
            <KeptPeople view={view} isOwn={isOwn} edit={() => edit(true)} />
          )
        }
      </QueryView>
    </>
  );
}
