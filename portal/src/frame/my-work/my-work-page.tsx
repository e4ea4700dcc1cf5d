import { Link } from 'react-router';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import type { Task, TaskGroup, TaskKind } from '../../../../schemas/departments/task.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { Moment, formatDay } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag, type Tone } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

/** Somebody else may have done it meanwhile. */
const pollMs = 60_000;

const urgent: readonly TaskKind[] = ['sources-failing', 'deliveries-failed', 'deliveries-returned', 'updates-overdue'];
const toneOf = (kind: TaskKind): Tone => (urgent.includes(kind) ? 'bad' : 'waiting');

/** The first page of each role: what is to be done, why and by when, each one click from doing it. */
export default function MyWorkPage() {
  const { department } = useCaller();
  const tasks = useRoute(listTasksRoute, {}, { pollMs });
  return (
    <>
      <PageHeader title="我的工作">{department.name}需要办理的事项，最紧急的在前。</PageHeader>
      <QueryView query={tasks} what="需要办理的事项">
        {({ items }) =>
          items.length === 0 ? <NothingToDo /> : items.map((group) => <Group key={group.kind} group={group} />)
        }
      </QueryView>
    </>
  );
}

function NothingToDo() {
  return (
    <EmptyState title="目前没有需要您办理的事项">
      <p>有新的事项时会出现在这里。需要时可以：</p>
      <ul>
        <li>
          <Link to="/datasets">查看信息资源</Link>
        </li>
        <li>
          <a href="/verify">核验电子证照</a>
        </li>
        <li>
          <Link to="/help">阅读帮助</Link>
        </li>
      </ul>
    </EmptyState>
  );
}

function Group({ group }: { readonly group: TaskGroup }) {
  const { kind, title, count, more, address, examples } = group;
  return (
    <section className="panel" aria-label={title}>
      <div className="task-group-title">
        <h2>{title}</h2>
        <StateTag tone={toneOf(kind)}>{more ? `超过 ${count} 项` : `${count} 项`}</StateTag>
        {count > examples.length && <Link to={address}>查看全部</Link>}
      </div>
      <ul className="tasks">
        {examples.map((task) => (
          <li key={`${task.address} ${task.since} ${task.title}`}>
            <TaskLine task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TaskLine({ task: { title, why, since, due, address } }: { readonly task: Task }) {
  return (
    <>
      <Link to={address}>{title}</Link>
      <p className="notice-text">{why}</p>
      <p className="notice-text soft">
        自 <Moment iso={since} /> 起{due !== undefined && `，应于 ${formatDay(due)}前办理`}
      </p>
    </>
  );
}
