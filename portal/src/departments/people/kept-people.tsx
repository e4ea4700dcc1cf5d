import { Button } from 'antd';
import { confirmPeopleRoute, listPeopleRoute, readPeopleRoute } from '../../../../schemas/departments/people-routes.ts';
import type { PeopleView } from '../../../../schemas/departments/people.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatDay, Moment } from '../../shared/moment.tsx';
import { PeopleList } from '../../shared/people-list.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

type KeptPeopleProps = { readonly view: PeopleView; readonly isOwn: boolean; readonly edit: () => void };

/** The people of a unit as they are kept, with who changed and confirmed them; the unit itself changes and confirms. */
export function KeptPeople({ view: { department, people, confirmBy }, isOwn, edit }: KeptPeopleProps) {
  const confirm = useAction(confirmPeopleRoute, { refreshes: [readPeopleRoute, listPeopleRoute, listTasksRoute] });
  if (people === undefined)
    return (
      <EmptyState title="还没有登记负责人和联系人">
        {isOwn && (
          <>
            <p>请登记部门负责人，以及目录、报送和系统对接等各项工作的联系人。</p>
            <Button type="primary" onClick={edit}>
              登记联系人
            </Button>
          </>
        )}
      </EmptyState>
    );
  const { changed, confirmed, lockVersion } = people;
  return (
    <section className="panel">
      <PeopleList people={people} />
      <Facts
        facts={[
          [
            '最近修改',
            <span key="changed">
              {changed.name}，<Moment iso={changed.at} />
            </span>,
          ],
          [
            '最近确认',
            <span key="confirmed">
              {confirmed.name}，<Moment iso={confirmed.at} />
            </span>,
          ],
          ['下次确认', confirmBy === undefined ? undefined : `${formatDay(confirmBy)}以前`],
        ]}
      />
      {confirm.error !== null && <ProblemNotice error={confirm.error} />}
      {isOwn && (
        <div className="actions">
          <Button
            type="primary"
            loading={confirm.isPending}
            onClick={() => confirm.send({ params: { department }, body: { lockVersion } })}
          >
            确认没有变动
          </Button>
          <Button onClick={edit}>修改联系人</Button>
        </div>
      )}
      {confirm.isSuccess && <output className="said">已确认，一年以后再提醒您。</output>}
    </section>
  );
}
