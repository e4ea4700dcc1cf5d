import type { NoticeFacts, NoticeKind } from './notice.ts';

type Phrase = {
  readonly title: string;
  /** `{dataset}` is the dataset's name, `{due}` the last day. */
  readonly detail: string;
  /** Which of the facts the notice leads to. */
  readonly leadsTo:
    | 'application'
    | 'grant'
    | 'objection'
    | 'objections'
    | 'delivery'
    | 'source'
    | 'channels'
    | 'question';
};

/** Without personal data and without anybody's words: notices are sent by mail. */
// prettier-ignore
export const noticePhrases = {
  'application-waits': { title: '有共享申请等待办理', detail: '“{dataset}”的共享申请轮到您单位办理，请在{due}以前办结。', leadsTo: 'application' },
  'application-sent-back': { title: '共享申请被退回修改', detail: '“{dataset}”的共享申请在本单位审批时退回修改，请按退回的理由改正后重新提交。', leadsTo: 'application' },
  'completion-asked': { title: '共享申请需要补正', detail: '“{dataset}”的共享申请需要补正，请按写明的内容在{due}以前补正后交回。', leadsTo: 'application' },
  'answer-extended': { title: '答复期限已延长', detail: '“{dataset}”的共享申请经信息中心同意延长了答复期限，最迟在{due}答复。', leadsTo: 'application' },
  'application-granted': { title: '共享申请已获授权', detail: '“{dataset}”的共享申请已获授权，现在可以按授权的范围和方式使用。', leadsTo: 'application' },
  'own-data-granted': { title: '您单位的数据已授权使用', detail: '“{dataset}”是无条件共享的数据，一份共享申请经信息中心核对后已获授权。', leadsTo: 'application' },
  'application-refused': { title: '共享申请未予授权', detail: '“{dataset}”的共享申请未予授权。请查看理由；不同意的，可以提请信息中心协调。', leadsTo: 'application' },
  'application-closed': { title: '协调后维持不予授权', detail: '“{dataset}”的共享申请经信息中心协调，维持不予授权。', leadsTo: 'application' },
  'application-withdrawn': { title: '共享申请已撤回', detail: '“{dataset}”的共享申请已由申请部门撤回，不再需要办理。', leadsTo: 'application' },
  'application-due': { title: '共享申请即将到期', detail: '“{dataset}”的共享申请还没有办结，期限是{due}，请尽快办理。', leadsTo: 'application' },
  'application-overdue': { title: '共享申请已逾期', detail: '“{dataset}”的共享申请应在{due}以前办结，现已逾期，已报信息中心。请办理单位立即办理。', leadsTo: 'application' },
  'completion-due': { title: '共享申请等待补正，即将到期', detail: '“{dataset}”的共享申请等待您单位补正，期限是{due}。逾期仍未补正的，申请自动终止。', leadsTo: 'application' },
  'application-lapsed': { title: '共享申请已终止', detail: '“{dataset}”的共享申请没有在期限以内补正，已自动终止。仍需使用的，请申请部门重新提出申请。', leadsTo: 'application' },
  'grant-revoked': { title: '数据授权已终止', detail: '“{dataset}”的数据授权已终止，不能再按它使用数据。请查看理由。', leadsTo: 'application' },
  'grant-suspended': { title: '数据授权已暂停使用', detail: '“{dataset}”的一个授权经每晚核验，给出的数据与授权内容不符，平台已暂停它的使用，等待信息中心处理。', leadsTo: 'grant' },
  'grant-resumed': { title: '数据授权已恢复使用', detail: '“{dataset}”的一个授权重新核验通过，信息中心已恢复它的使用。', leadsTo: 'grant' },
  'grant-ending': { title: '数据授权即将到期', detail: '“{dataset}”的数据授权{due}到期。到期后仍需使用的，请提前申请续期。', leadsTo: 'grant' },
  'objection-waits': { title: '有数据异议等待办理', detail: '对“{dataset}”中一条记录的异议轮到您单位办理，请在{due}以前答复。', leadsTo: 'objection' },
  'objection-accepted': { title: '数据异议已受理更正', detail: '您单位对“{dataset}”提出的异议已获认可，提供部门将更正数据。', leadsTo: 'objection' },
  'objection-refused': { title: '数据异议未获认可', detail: '您单位对“{dataset}”提出的异议未获认可。请查看理由；不同意的，可以提请信息中心协调。', leadsTo: 'objection' },
  'objection-closed': { title: '协调后维持原数据', detail: '对“{dataset}”的一项异议经信息中心协调，维持原数据。', leadsTo: 'objection' },
  'objection-withdrawn': { title: '数据异议已撤回', detail: '对“{dataset}”的一项异议已由提出部门撤回，不再需要办理。', leadsTo: 'objection' },
  'objection-due': { title: '数据异议即将到期', detail: '对“{dataset}”中一条记录的异议还没有办结，期限是{due}，请尽快办理。', leadsTo: 'objection' },
  'objection-overdue': { title: '数据异议已逾期', detail: '对“{dataset}”中一条记录的异议应在{due}以前办结，现已逾期，已报信息中心。请办理单位立即办理。', leadsTo: 'objection' },
  'objection-corrected': { title: '有异议的数据已更正', detail: '“{dataset}”中有异议的数据已经变更，这项异议已办结。', leadsTo: 'objection' },
  'fetched-data-disputed': { title: '取用过的数据确认有误', detail: '您单位取用过的“{dataset}”中，有一条记录经提供部门核实有误，正在更正。请在异议页查看是哪个信息项，更正前谨慎使用。', leadsTo: 'objections' },
  'fetched-data-corrected': { title: '取用过的数据已更正', detail: '您单位取用过的“{dataset}”中，有一条有误的记录已经更正，请重新查询或读取变更。', leadsTo: 'objections' },
  'dataset-changed': { title: '授权使用的数据有更新', detail: '“{dataset}”今天有新的数据入库，按变更推送取数的系统可以读取了。', leadsTo: 'grant' },
  'delivery-returned': { title: '报送被退回', detail: '“{dataset}”的一批报送因有不合要求的行被退回，请按批注改正后重新报送。', leadsTo: 'delivery' },
  'delivery-failed': { title: '报送处理失败', detail: '“{dataset}”的一批报送没有处理完，请查看原因后重新处理或作废。', leadsTo: 'delivery' },
  'delivery-awaits-approval': { title: '报送等待第二人确认', detail: '“{dataset}”的一批报送变化较大，请由另一位工作人员核对后放行或作废。', leadsTo: 'delivery' },
  'source-failing': { title: '数据源读取失败', detail: '“{dataset}”的数据源开始读取失败，平台会继续重试。请查看原因并检查本单位的系统。', leadsTo: 'source' },
  'webhook-paused': { title: '消息推送已暂停', detail: '您单位的接收系统多次没有收下推送，推送已暂停，消息仍在这里。请检查接收系统，在通知设置中恢复后，没有送达的会再次推送。', leadsTo: 'channels' },
  'question-answered': { title: '提问已有答复', detail: '您单位向信息中心的一个提问已有答复，请查看；还有疑问的，可以接着问。', leadsTo: 'question' },
} as const satisfies Record<NoticeKind, Phrase>;

/** The page of the portal that a notice leads to; the inbox where its fact is missing. */
export function noticeAddress(kind: NoticeKind, facts: NoticeFacts): string {
  const { leadsTo }: Phrase = noticePhrases[kind];
  if (leadsTo === 'source') {
    const { dataset, channel } = facts;
    return dataset === undefined || channel === undefined ? '/inbox' : `/sources/${dataset}/${channel}`;
  }
  if (leadsTo === 'channels') return '/inbox/settings';
  if (leadsTo === 'objections') return '/objections?side=concerns-us';
  const id = facts[leadsTo];
  return id === undefined ? '/inbox' : `/${folders[leadsTo]}/${id}`;
}

const folders = {
  application: 'applications',
  grant: 'grants',
  objection: 'objections',
  delivery: 'deliveries',
  question: 'questions',
} as const;
