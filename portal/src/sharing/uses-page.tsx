import { z } from 'zod';
import { Day } from '../../../schemas/kernel/day.ts';
import { AuditSide } from '../../../schemas/sharing/audit-routes.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { PageHeader } from '../shared/page-header.tsx';
import { Tabs } from '../shared/tabs.tsx';
import { useAddress } from '../shared/use-address.ts';
import { SubjectUses } from './subject-uses.tsx';
import { UsesList } from './uses-list.tsx';

const UsesTab = z.enum([...AuditSide.options, 'of-subject']);

const Address = z.object({
  side: UsesTab.default('of-data'),
  department: z.string().max(60).optional(),
  account: z.string().max(200).optional(),
  dataset: z.string().max(60).optional(),
  day: Day.optional(),
  cursor: z.string().optional(),
});

const sides = [
  { id: 'of-data', name: '本部门的数据被谁使用' },
  { id: 'by-people', name: '本部门人员用了谁的数据' },
] as const;
const citySides = [
  { id: 'of-data', name: '部门的数据被谁使用' },
  { id: 'by-people', name: '部门人员用了谁的数据' },
] as const;

/** Who used whose data. The supervising office has no search by subject: it sees uses, and seeks no person. */
export default function UsesPage() {
  const caller = useCaller();
  const { address, change } = useAddress(Address);
  const maySearch = hasRole(caller, ['provider', 'operator']);
  const tabs = [
    ...(hasRole(caller, ['operator', 'supervisor']) ? citySides : sides),
    ...(maySearch ? [{ id: 'of-subject', name: '按主体查' }] : []),
  ];
  const { side, ...filters } = address;
  const isSearch = side === 'of-subject' && maySearch;
  const listed = side === 'of-subject' ? 'of-data' : side;
  return (
    <div className="wide">
      <PageHeader title="使用记录">每次使用归集的数据，都在数据送出之前留下一条记录；记录不能修改和删除。</PageHeader>
      <Tabs tabs={tabs} current={isSearch ? side : listed} name="side" />
      {isSearch ? <SubjectUses /> : <UsesList side={listed} filters={filters} change={change} />}
    </div>
  );
}
