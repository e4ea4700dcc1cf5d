import { useParams } from 'react-router';
import { z } from 'zod';
import { type Batch, batchStatusNames } from '../../../../schemas/certificates/batch.ts';
import { readBatchRoute } from '../../../../schemas/certificates/status-routes.ts';
import type { Actor } from '../../../../schemas/departments/actor.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { useOwnTypes } from '../use-types.ts';
import { BatchDecisions } from './batch-decisions.tsx';
import { BatchLines } from './batch-lines.tsx';
import { batchTones } from './batch-words.ts';
import { consequenceOf, verbOf } from './operation-words.ts';

const Address = z.object({ lines: z.enum(['all', 'impossible']).default('all'), cursor: z.string().optional() });
const crumbs = [
  { title: '电子证照', to: '/certificates' },
  { title: '批量办理', to: '/certificates/batches' },
];
const applyingPollMs = 2_000;
const otherwisePollMs = 30_000;

/** One batch: what the dry run found, who decides, how far it is, and line by line what became of it. */
export default function BatchPage() {
  const { batch = '' } = useParams();
  const { address, change } = useAddress(Address);
  const { lines, cursor } = address;
  const request = {
    params: { batch },
    query: { limit: '50', lines, ...(cursor === undefined ? {} : { cursor }) },
  };
  const first = useRoute(readBatchRoute, request);
  const isApplying = first.data?.batch.status === 'applying';
  const read = useRoute(readBatchRoute, request, { pollMs: isApplying ? applyingPollMs : otherwisePollMs });
  return (
    <>
      {read.data === undefined && <PageHeader title="批量办理单" crumbs={crumbs} />}
      <QueryView query={read} what="批量办理单">
        {(page) => (
          <>
            <BatchHeader batch={page.batch} actors={page.actors} />
            <BatchLines
              page={page}
              shown={lines}
              show={(wanted) => change({ lines: wanted === 'all' ? undefined : wanted })}
            />
          </>
        )}
      </QueryView>
    </>
  );
}

function BatchHeader({ batch, actors }: { readonly batch: Batch; readonly actors: readonly Actor[] }) {
  const { operation, status, counts, reason, type } = batch;
  const { nameOf } = useDepartments();
  const types = useOwnTypes();
  return (
    <>
      <PageHeader
        title={`批量${verbOf(operation)} ${formatNumber(counts.possible)} 份证照`}
        crumbs={crumbs}
        state={<StateTag tone={batchTones[status]}>{batchStatusNames[status]}</StateTag>}
      />
      <section className="panel">
        <h2>{status === 'done' ? '办理结果' : '试算结果'}</h2>
        <p>{describe(batch)}</p>
        {status === 'applying' && <Progress batch={batch} />}
        <Facts
          facts={[
            ['部门', nameOf(batch.department)],
            [
              '证照类型',
              type === undefined ? undefined : (types.data?.items.find((one) => one.type === type)?.name ?? type),
            ],
            ['原因', reason],
            ['清单', `${formatNumber(counts.requested)} 行`],
            [
              '制单',
              <>
                {nameActor(actors, batch.preparedBy)}，<Moment iso={batch.preparedAt} />
              </>,
            ],
            [
              '复核',
              batch.decidedAt === undefined || batch.decidedBy === undefined ? undefined : (
                <>
                  {nameActor(actors, batch.decidedBy)}，<Moment iso={batch.decidedAt} />
                </>
              ),
            ],
            ['退回理由', batch.rejection],
            ['办理完毕', batch.finishedAt === undefined ? undefined : <Moment iso={batch.finishedAt} />],
          ]}
        />
      </section>
      <BatchDecisions batch={batch} />
    </>
  );
}

function describe({ operation, status, counts }: Batch): string {
  const { possible, impossible, done } = counts;
  const verb = verbOf(operation);
  const rest = impossible === 0 ? '' : `另有 ${formatNumber(impossible)} 行不能办理，原因见下面的清单。`;
  if (status === 'done')
    return `已${verb} ${formatNumber(done)} 份证照。${
      impossible === 0 ? '' : `${formatNumber(impossible)} 行没有办理，原因见下面的清单。`
    }`;
  if (status === 'applying') return `正在${verb} ${formatNumber(possible)} 份证照。可以离开本页，办理会继续。${rest}`;
  if (status === 'rejected') return '办理单已退回，没有改变任何证照。';
  if (status === 'expired') return '办理单在期限内没有复核，已经过期，没有改变任何证照；需要时请重新制单。';
  if (possible === 0) return `清单中没有一份证照可以办理。${rest}请撤回后按清单中的说明修改，重新制单。`;
  return `复核通过后${consequenceOf(operation, possible)}${rest}`;
}

function Progress({ batch: { handled, counts } }: { readonly batch: Batch }) {
  return (
    <p>
      <progress aria-label="办理进度" max={counts.requested} value={handled} /> {formatNumber(counts.requested)}{' '}
      行中已处理 {formatNumber(handled)} 行。
    </p>
  );
}
