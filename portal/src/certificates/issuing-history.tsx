import { listEventsRoute } from '../../../schemas/departments/event-routes.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { Timeline } from '../shared/timeline.tsx';
import { describeIssuing } from './issuing-words.ts';

const shown = 50;

/** What each publication and each batch of status changes made of the certificates of a type, the newest first. */
export function IssuingHistory({ type }: { readonly type: string }) {
  const read = useRoute(listEventsRoute, { query: { dataset: type, eventKind: 'certificates', limit: `${shown}` } });
  return (
    <QueryView query={read} what="制证经过">
      {({ items, actors, next }) =>
        items.length === 0 ? (
          <EmptyState title="还没有制证经过">
            <p>照面数据每次发布并制证完成后，批量变更证照状态每办一步，都会列在这里。</p>
          </EmptyState>
        ) : (
          <section className="panel">
            <h2>制证经过</h2>
            <p className="soft">
              照面数据各次发布的制证结果和批量变更证照状态的办理经过，最近的在前。
              {next !== undefined && `只列出最近的 ${items.length} 项。`}
            </p>
            <Timeline
              entries={items.map((event) => ({
                key: `${event.entity}#${event.number}`,
                at: event.at,
                what: describeIssuing(event),
                by: nameActor(actors, event.by),
              }))}
            />
          </section>
        )
      }
    </QueryView>
  );
}
