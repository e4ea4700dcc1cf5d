import { catalogueEntity } from '../../../../schemas/catalogue/entry.ts';
import { archiveEntity } from '../../../../schemas/collection/archive.ts';
import { Channel } from '../../../../schemas/collection/delivery.ts';
import { linkEntity } from '../../../../schemas/collection/link.ts';
import { SourceChannel, sourceEntity } from '../../../../schemas/collection/sources/source.ts';
import { listEventsRoute } from '../../../../schemas/departments/event-routes.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { Timeline } from '../../shared/timeline.tsx';
import { describeEvent } from './event-words.ts';

const shown = 200;

/** What happened to a dataset's catalogue entry, links, sources and papers, the newest first. Deliveries have their own tab. */
export function HistoryTab({ dataset }: { readonly dataset: string }) {
  const entities = [
    catalogueEntity(dataset),
    ...Channel.options.map((channel) => linkEntity({ dataset, channel })),
    archiveEntity(dataset),
    ...SourceChannel.options.map((channel) => sourceEntity({ dataset, channel })),
  ];
  const read = useRoute(listEventsRoute, { query: { entities: entities.join(','), limit: `${shown}` } });
  return (
    <QueryView query={read} what="办理经过">
      {({ items, actors, next }) =>
        items.length === 0 ? (
          <EmptyState title="还没有办理经过">
            <p>
              目录版本提交、发布，归集方式试运行、挂接，数据源登记、测试、确认，资料存入、撤回以后，会依次列在这里。
            </p>
          </EmptyState>
        ) : (
          <section className="panel">
            <h2>办理经过</h2>
            <p className="soft">
              目录版本、挂接、数据源和资料的办理经过，最近的在前；各次报送见“报送”。
              {next !== undefined && `只列出最近的 ${shown} 项。`}
            </p>
            <Timeline
              entries={items.map((event) => ({
                key: `${event.entity}#${event.number}`,
                at: event.at,
                what: describeEvent(event),
                by: event.action === 'seeded' ? '平台' : nameActor(actors, event.by),
              }))}
            />
          </section>
        )
      }
    </QueryView>
  );
}
