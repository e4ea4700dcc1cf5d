import { Link } from 'react-router';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import type { ApplicationView } from '../../../../schemas/sharing/application-routes.ts';
import type { Grant } from '../../../../schemas/sharing/grant.ts';
import { applicationActionNames, applicationStateNames } from '../../../../schemas/sharing/names.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { formatDay, Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { Timeline } from '../../shared/timeline.tsx';
import { useDepartments } from '../../shared/use-departments.ts';
import { ClockPanel } from '../case-clock.tsx';
import { targetName } from '../target-name.ts';
import { ApplicationActions } from './application-actions.tsx';
import { AppliedFields, ApplicationFacts } from './application-facts.tsx';
import { Attachments } from './attachments.tsx';
import { WithApplication } from './with-application.tsx';
import { applicationTones } from './words.ts';

/** One application: what is asked for, who has it now and until when, what was answered. */
export default function ApplicationPage() {
  return (
    <WithApplication title="共享申请" crumbs={crumbs}>
      {(application, view) => <Content key={application.lockVersion} application={application} view={view} />}
    </WithApplication>
  );
}

const crumbs = [{ title: '共享申请', to: '/applications' }];

type Props = { readonly application: ApplicationView; readonly view: DatasetVersionView };

function Content({ application, view }: Props) {
  const { target, dataset, provider, consumer, content, state, decisions, grant, renews, clock, escalatedOn } =
    application;
  const { nameOf } = useDepartments();
  const { metadata, fields } = view.content;
  return (
    <>
      <PageHeader
        title={`申请使用“${targetName(target, metadata.name)}”`}
        crumbs={crumbs}
        state={<StateTag tone={applicationTones[state]}>{applicationStateNames[state]}</StateTag>}
      >
        {nameOf(consumer)}申请使用{nameOf(provider)}
        {target === 'dataset' ? '提供的数据' : '颁发的证照'}。
      </PageHeader>
      {clock !== undefined && (
        <ClockPanel clock={clock} escalatedOn={escalatedOn} state={applicationStateNames[state]} />
      )}
      <ApplicationActions application={application} view={view} provider={nameOf(provider)} />
      {grant !== undefined && <GrantPanel grant={grant} />}
      <section className="panel">
        <h2>申请内容</h2>
        {renews !== undefined && (
          <p>
            这是在<Link to={`/grants/${renews}`}>现有授权</Link>之后继续使用的申请。
          </p>
        )}
        <ApplicationFacts target={target} dataset={dataset} name={metadata.name} content={content} fields={fields} />
        <AppliedFields content={content} fields={fields} decisions={decisions} />
      </section>
      <Attachments application={application} />
      <section className="panel">
        <h2>办理经过</h2>
        <Steps application={application} />
      </section>
    </>
  );
}

function GrantPanel({ grant }: { readonly grant: Grant }) {
  const { quota, from, until, revoked } = grant;
  return (
    <section className="panel">
      <h2>授权</h2>
      {revoked !== undefined && (
        <p>
          授权已于 <Moment iso={revoked.at} /> 终止，不能再使用。理由：{revoked.reason}
        </p>
      )}
      <Facts
        facts={[
          [
            '授权编号',
            <Link key="grant" to={`/grants/${grant.id}`}>
              {grant.id}
            </Link>,
          ],
          ['期限', `${formatDay(from)}至${formatDay(until)}`],
          ['每天调用', `${formatNumber(quota.calls)} 次，每分钟 ${formatNumber(quota.callsPerMinute)} 次`],
          ['每天取得', `${formatNumber(quota.rows)} 条记录，涉及 ${formatNumber(quota.subjects)} 个个人或单位`],
        ]}
      />
    </section>
  );
}

function Steps({ application }: { readonly application: ApplicationView }) {
  const { createdAt, createdBy, transitions, actors } = application;
  const written = { key: 'written', at: createdAt, what: '起草', by: nameActor(actors, createdBy) };
  const taken = transitions.map(({ action, at, by, to, reason }, i) => ({
    key: `${i}`,
    at,
    what: `${applicationActionNames[action]}：${applicationStateNames[to]}`,
    by: by === 'platform' ? '平台自动办理' : nameActor(actors, by),
    why: reason,
  }));
  return <Timeline entries={[written, ...taken].toReversed()} />;
}
