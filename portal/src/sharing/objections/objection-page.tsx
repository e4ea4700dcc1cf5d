import { useParams } from 'react-router';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { objectionActionNames, objectionStateNames } from '../../../../schemas/sharing/names.ts';
import { type ObjectionView, readObjectionRoute } from '../../../../schemas/sharing/objection-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { Facts } from '../../shared/facts.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { Timeline } from '../../shared/timeline.tsx';
import { useDepartments } from '../../shared/use-departments.ts';
import { ClockPanel } from '../case-clock.tsx';
import { ObjectionActions } from './objection-actions.tsx';
import { objectionTones } from './words.ts';

const crumbs = [{ title: '数据异议', to: '/objections' }];

/** One objection: what is disputed and why, who has it now and until when, and what was done. */
export default function ObjectionPage() {
  const { objection = '' } = useParams();
  const read = useRoute(readObjectionRoute, { params: { objection } });
  return (
    <>
      {read.data === undefined && <PageHeader title="数据异议" crumbs={crumbs} />}
      <QueryView query={read} what="数据异议">
        {(found) => <WithDataset objection={found} />}
      </QueryView>
    </>
  );
}

function WithDataset({ objection }: { readonly objection: ObjectionView }) {
  const read = useRoute(readDatasetRoute, { params: { dataset: objection.dataset } });
  return (
    <QueryView query={read} what="信息资源">
      {(view) => <Content key={objection.lockVersion} objection={objection} view={view} />}
    </QueryView>
  );
}

type Props = { readonly objection: ObjectionView; readonly view: DatasetVersionView };
type WithParties = Props & { readonly parties: NonNullable<ObjectionView['parties']> };

function Content({ objection, view }: Props) {
  const { provider, field, state, clock, escalatedOn, parties, createdAt } = objection;
  const { nameOf } = useDepartments();
  const { metadata, fields } = view.content;
  const label = fields.find(({ key }) => key === field)?.label ?? field;
  return (
    <>
      <PageHeader
        title={`对“${metadata.name}”中${label}的异议`}
        crumbs={crumbs}
        state={<StateTag tone={objectionTones[state]}>{objectionStateNames[state]}</StateTag>}
      >
        {nameOf(provider)}提供的数据。异议只作标记，不影响使用。
      </PageHeader>
      {clock !== undefined && <ClockPanel clock={clock} escalatedOn={escalatedOn} state={objectionStateNames[state]} />}
      <ObjectionActions objection={objection} />
      {parties === undefined ? (
        <section className="panel">
          <p>
            本部门取得过这条记录。异议于 <Moment iso={createdAt} /> 提出；
            {state === 'corrected' ? '数据已经更正，请重新查询后使用。' : '更正以后会在这里标明，请留意。'}
          </p>
        </section>
      ) : (
        <Parties objection={objection} view={view} parties={parties} />
      )}
    </>
  );
}

function Parties({ objection, view, parties }: WithParties) {
  const { createdAt } = objection;
  const { consumer, evidence, suggested, informed, removed, transitions, actors, createdBy } = parties;
  const { nameOf } = useDepartments();
  const filed = { key: 'filed', at: createdAt, what: '提出异议', by: nameActor(actors, createdBy), why: evidence };
  const taken = transitions.map(({ action, at, by, to, reason }, i) => ({
    key: `${i}`,
    at,
    what: `${objectionActionNames[action]}：${objectionStateNames[to]}`,
    by: by === 'platform' ? '平台自动办理' : nameActor(actors, by),
    why: action === 'correct' && removed === true ? '这条记录已经移除。' : reason,
  }));
  return (
    <>
      <section className="panel">
        <h2>异议内容</h2>
        <Facts
          facts={[
            ['提出部门', nameOf(consumer)],
            ['依据', evidence],
            ...(suggested === undefined ? [] : [['提出部门认为正确的值', suggested] as const]),
            ...(informed === undefined || informed.length === 0
              ? []
              : [['已告知取得过这条记录的部门', informed.map(nameOf).join('、')] as const]),
          ]}
        />
      </section>
      <Disputed objection={objection} view={view} />
      <section className="panel">
        <h2>办理经过</h2>
        <Timeline entries={[filed, ...taken].toReversed()} />
      </section>
    </>
  );
}

/** The provider's people see which record it is. */
function Disputed({ objection: { disputed }, view }: Props) {
  if (disputed === undefined) return null;
  const labels = new Map(view.content.fields.map(({ key, label }) => [key, label]));
  return (
    <section className="panel">
      <h2>有异议的记录</h2>
      <Facts
        facts={[
          ...Object.entries(disputed.key).map(([key, value]) => [labels.get(key) ?? key, value] as const),
          ['提出异议时的值', disputed.value ?? '没有值'],
        ]}
      />
      <p className="soft">属实的，请按原来的方式报送更正后的数据：入库以后，这份异议自动办结。</p>
    </section>
  );
}
