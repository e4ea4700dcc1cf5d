import type { TaskKind } from '../../../schemas/departments/task.ts';
import type { Role } from '../../../schemas/kernel/role.ts';

/** Officers read the titles; the addresses are pages of the portal that list all tasks of a kind. */
// prettier-ignore
export const taskKinds = {
  'sources-failing': { title: '读取失败的数据源', address: '/sources?state=failing' },
  'deliveries-to-approve': { title: '等待他人放行的报送', address: '/deliveries?status=awaiting-approval' },
  'batches-to-approve': { title: '等待复核的证照批量办理单', address: '/certificates/batches?status=prepared' },
  'applications-waiting': { title: '等待办理的共享申请', address: '/applications?side=waiting' },
  'objections-waiting': { title: '等待办理的数据异议', address: '/objections?side=waiting' },
  'deliveries-failed': { title: '处理失败的报送', address: '/deliveries?status=failed' },
  'deliveries-returned': { title: '有退回行需要改正的报送', address: '/deliveries?status=returned' },
  'updates-overdue': { title: '已超过更新期限的信息资源', address: '/datasets?state=overdue' },
  'datasets-unlinked': { title: '尚未挂接的信息资源', address: '/datasets?state=unlinked' },
  'certificates-not-issued': { title: '未能制发的电子证照', address: '/certificates?state=not-issued' },
  'drafts-returned': { title: '被退回修改的目录版本', address: '/datasets?state=returned' },
  'sources-returned': { title: '被退回修改的数据源', address: '/sources?state=returned' },
  'sheets-to-sign': { title: '需要确认的数据维护更新表', address: '/datasets?state=sheet-to-sign' },
  'papers-missing': { title: '需补交接口文档的信息资源', address: '/sources' },
  'drafts-to-review': { title: '等待审核的目录版本', address: '/reviews?kind=drafts-to-review' },
  'drafts-to-publish': { title: '已注册、等待发布的目录版本', address: '/reviews?kind=drafts-to-publish' },
  'links-to-confirm': { title: '等待验收的挂接', address: '/reviews?kind=links-to-confirm' },
  'sources-to-confirm': { title: '等待确认的数据源', address: '/reviews?kind=sources-to-confirm' },
  'sheets-to-confirm': { title: '等待信息中心确认的数据维护更新表', address: '/reviews?kind=sheets-to-confirm' },
  'updates-due': { title: '即将到期的更新', address: '/datasets?state=due' },
  'grants-ending': { title: '快要到期的数据授权', address: '/grants' },
  'people-to-confirm': { title: '需要登记或确认的联系人', address: '/people' },
  'questions-to-answer': { title: '等待答复的提问', address: '/questions?state=open' },
  'questions-answered': { title: '信息中心已答复的提问', address: '/questions?state=answered' },
} as const satisfies Record<TaskKind, { readonly title: string; readonly address: string }>;

/** `own`: of the caller's department; `all`: of every department. */
export const tasksOfRole = {
  provider: {
    scope: 'own',
    kinds: [
      'sources-failing',
      'deliveries-to-approve',
      'batches-to-approve',
      'applications-waiting',
      'objections-waiting',
      'deliveries-failed',
      'deliveries-returned',
      'updates-overdue',
      'datasets-unlinked',
      'certificates-not-issued',
      'drafts-returned',
      'sources-returned',
      'sheets-to-sign',
      'papers-missing',
      'updates-due',
      'grants-ending',
      'people-to-confirm',
      'questions-answered',
    ],
  },
  operator: {
    scope: 'all',
    kinds: [
      'sources-failing',
      'deliveries-to-approve',
      'batches-to-approve',
      'applications-waiting',
      'objections-waiting',
      'deliveries-failed',
      'drafts-to-review',
      'drafts-to-publish',
      'links-to-confirm',
      'sources-to-confirm',
      'sheets-to-confirm',
      'people-to-confirm',
      'questions-to-answer',
    ],
  },
  supervisor: {
    scope: 'all',
    kinds: ['applications-waiting', 'updates-overdue', 'datasets-unlinked', 'questions-answered'],
  },
  consumer: { scope: 'own', kinds: ['applications-waiting', 'grants-ending', 'questions-answered'] },
} as const satisfies Record<Role, { readonly scope: 'own' | 'all'; readonly kinds: readonly TaskKind[] }>;
