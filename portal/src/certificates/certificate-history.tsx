import { Link } from 'react-router';
import type { z } from 'zod';
import { readCertificateHistoryRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { certificateStatusNames, operations } from '../../../schemas/certificates/status.ts';
import type { Actor } from '../../../schemas/departments/actor.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Moment } from '../shared/moment.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { Timeline, type TimelineEntry } from '../shared/timeline.tsx';
import { validityTones } from '../shared/validity-tones.ts';
import { SourceLink } from './source-link.tsx';

type Version = z.output<(typeof readCertificateHistoryRoute)['answer']['body']>['versions'][number];

const columns: readonly Column<Version>[] = [
  {
    title: '版本',
    cell: ({ identifier, generation, version }) => (
      <Link to={`/certificates/${identifier}`}>{nameVersion(generation, version)}</Link>
    ),
  },
  {
    title: '状态',
    cell: ({ status }) => <StateTag tone={validityTones[status.validity]}>{status.title}</StateTag>,
  },
  { title: '签发', cell: ({ signedAt }) => <Moment iso={signedAt} /> },
  {
    title: '数据来源',
    cell: ({ source: { delivery, sheet, row } }) => <SourceLink delivery={delivery} sheet={sheet} row={row} />,
  },
];

/** After a removal the number may be issued again: then the issue is named, too. */
function nameVersion(generation: number, version: number): string {
  return generation === 1 ? `第 ${version} 版` : `第 ${generation} 次颁发第 ${version} 版`;
}

/** All versions with where their data came from, and what happened to each: who, when, why. */
export function CertificateHistory({ identifier }: { readonly identifier: string }) {
  const history = useRoute(readCertificateHistoryRoute, {
    params: { identifier },
  });
  return (
    <section className="panel">
      <h2>版本和经过</h2>
      <QueryView query={history} what="变更历史">
        {({ versions, actors }) => (
          <>
            <Listing caption="版本" columns={columns} rows={versions} rowKey={(version) => version.identifier} />
            <Timeline entries={listEvents(versions, actors)} />
          </>
        )}
      </QueryView>
    </section>
  );
}

function listEvents(versions: readonly Version[], actors: readonly Actor[]): readonly TimelineEntry[] {
  return versions
    .flatMap(({ identifier, generation, version, events }) =>
      events.map(({ operation, to, at, by, reason }, index) => ({
        key: `${identifier} ${index}`,
        at,
        what: `${nameVersion(generation, version)}：${
          operations[operation].name
        }，状态为“${certificateStatusNames[to]}”`,
        by: by === 'guiji' ? '平台按照面数据办理' : nameActor(actors, by),
        why: reason,
      })),
    )
    .toSorted((one, other) => one.at.localeCompare(other.at));
}
