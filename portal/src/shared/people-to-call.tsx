import { Link } from 'react-router';
import { readPeopleRoute } from '../../../schemas/departments/people-routes.ts';
import { useRoute } from './api/use-api.ts';
import { hasRole, useCaller } from './caller.ts';
import { PeopleList } from './people-list.tsx';
import { QueryView } from './states/query-view.tsx';
import { useDepartments } from './use-departments.ts';

const hourMs = 3_600_000;

/**
 * Whom to call about something of a provider: the provider's people for the centre and the supervising office, the
 * centre's for the provider. Nothing for anybody else.
 */
export function PeopleToCall({ provider }: { readonly provider: string }) {
  const caller = useCaller();
  const { departments, nameOf } = useDepartments();
  const centre = departments.find(({ kind }) => kind === 'centre')?.id;
  if (hasRole(caller, ['operator', 'supervisor'])) return <PeopleOf department={provider} name={nameOf(provider)} />;
  const isOwn = hasRole(caller, ['provider']) && caller.department.id === provider;
  return isOwn && centre !== undefined ? <PeopleOf department={centre} name={nameOf(centre)} /> : null;
}

function PeopleOf({ department, name }: { readonly department: string; readonly name: string }) {
  const read = useRoute(readPeopleRoute, { params: { department } }, { staleMs: hourMs });
  return (
    <section className="panel" aria-label={`联系${name}`}>
      <h2>需要时请联系{name}</h2>
      <QueryView query={read} what="联系人">
        {({ people }) =>
          people === undefined ? (
            <p>{name}还没有登记联系人。可以用本页末尾的联系方式联系信息中心。</p>
          ) : (
            <PeopleList people={people} />
          )
        }
      </QueryView>
      <p>
        <Link to={`/people?department=${department}`}>查看登记和确认的情况</Link>
      </p>
    </section>
  );
}
