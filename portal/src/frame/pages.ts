import type { ComponentType } from 'react';
import type { Role } from '../../../schemas/kernel/role.ts';

export type PageModule = { readonly default: ComponentType };
export type Page = {
  /** A pattern of React Router, such as `/datasets/:dataset`. */
  readonly path: string;
  readonly roles: readonly Role[] | 'all';
  /** Its entry in the menu; a page without one is reached from another page. */
  readonly menu?: string;
  /** Loads the page's own part of the bundle. */
  readonly load: () => Promise<PageModule>;
};

/** Every page, in the menu's order. Others than the roles get the page that says so, and no entry. */
export const pages: readonly Page[] = [
  { path: '/', roles: 'all', menu: '我的工作', load: () => import('./my-work/my-work-page.tsx') },
  { path: '/inbox', roles: 'all', menu: '消息', load: () => import('../sharing/notices/inbox-page.tsx') },
  {
    path: '/inbox/settings',
    roles: ['provider', 'operator', 'supervisor'],
    load: () => import('../sharing/notices/settings-page.tsx'),
  },
  {
    path: '/inbox/sent',
    roles: ['provider', 'operator', 'supervisor'],
    load: () => import('../sharing/notices/sent-page.tsx'),
  },
  { path: '/datasets', roles: 'all', menu: '信息资源', load: () => import('../catalogue/datasets-page.tsx') },
  { path: '/datasets/new', roles: ['provider'], load: () => import('../catalogue/new/new-dataset-page.tsx') },
  { path: '/datasets/:dataset', roles: 'all', load: () => import('./dataset/dataset-page.tsx') },
  {
    path: '/deliveries',
    roles: ['provider', 'operator', 'supervisor'],
    menu: '报送',
    load: () => import('../collection/deliveries-page.tsx'),
  },
  {
    path: '/deliveries/:delivery',
    roles: ['provider', 'operator', 'supervisor'],
    load: () => import('../collection/delivery-page.tsx'),
  },
  {
    path: '/deliveries/:delivery/repair',
    roles: ['provider'],
    load: () => import('../collection/repair/repair-page.tsx'),
  },
  {
    path: '/sources',
    roles: ['provider', 'operator', 'supervisor'],
    menu: '数据源',
    load: () => import('../collection/sources/sources-page.tsx'),
  },
  {
    path: '/sources/:dataset/:channel',
    roles: ['provider', 'operator', 'supervisor'],
    load: () => import('../collection/sources/source-page.tsx'),
  },
  {
    path: '/sources/:dataset/:channel/register',
    roles: ['provider'],
    load: () => import('../collection/sources/register/register-page.tsx'),
  },
  {
    path: '/certificates',
    roles: ['provider', 'operator', 'supervisor'],
    menu: '电子证照',
    load: () => import('../certificates/certificates-page.tsx'),
  },
  {
    path: '/certificates/types/:type',
    roles: ['provider', 'operator', 'supervisor'],
    load: () => import('../certificates/type-page.tsx'),
  },
  {
    path: '/certificates/batches',
    roles: ['provider', 'operator'],
    load: () => import('../certificates/batches/batches-page.tsx'),
  },
  {
    path: '/certificates/batches/new',
    roles: ['provider', 'operator'],
    load: () => import('../certificates/batches/prepare-batch-page.tsx'),
  },
  {
    path: '/certificates/batches/:batch',
    roles: ['provider', 'operator'],
    load: () => import('../certificates/batches/batch-page.tsx'),
  },
  {
    path: '/certificates/:identifier',
    roles: ['provider', 'consumer', 'operator'],
    load: () => import('../certificates/certificate-page.tsx'),
  },
  {
    path: '/uses',
    roles: ['provider', 'operator', 'supervisor'],
    menu: '使用记录',
    load: () => import('../sharing/uses-page.tsx'),
  },
  {
    path: '/applications',
    roles: 'all',
    menu: '共享申请',
    load: () => import('../sharing/applications/applications-page.tsx'),
  },
  {
    path: '/applications/:application',
    roles: 'all',
    load: () => import('../sharing/applications/application-page.tsx'),
  },
  {
    path: '/applications/:application/edit',
    roles: 'all',
    load: () => import('../sharing/applications/edit-application-page.tsx'),
  },
  {
    path: '/grants',
    roles: ['provider', 'consumer', 'operator'],
    menu: '数据授权',
    load: () => import('../sharing/grants/grants-page.tsx'),
  },
  {
    path: '/grants/:grant',
    roles: ['provider', 'consumer', 'operator'],
    load: () => import('../sharing/grants/grant-page.tsx'),
  },
  {
    path: '/subjects',
    roles: ['provider', 'consumer'],
    load: () => import('../sharing/grants/subject-page.tsx'),
  },
  {
    path: '/objections',
    roles: 'all',
    menu: '数据异议',
    load: () => import('../sharing/objections/objections-page.tsx'),
  },
  {
    path: '/objections/:objection',
    roles: 'all',
    load: () => import('../sharing/objections/objection-page.tsx'),
  },
  {
    path: '/datasets/:dataset/apply',
    roles: 'all',
    load: () => import('../sharing/applications/apply-page.tsx'),
  },
  {
    path: '/people',
    roles: ['provider', 'operator', 'supervisor'],
    menu: '联系人',
    load: () => import('../departments/people/people-page.tsx'),
  },
  { path: '/reviews', roles: ['operator'], menu: '待办审核', load: () => import('./reviews/reviews-page.tsx') },
  {
    path: '/progress',
    roles: ['supervisor', 'operator'],
    menu: '进展',
    load: () => import('./progress/progress-page.tsx'),
  },
  { path: '/search', roles: 'all', load: () => import('./search/search-page.tsx') },
  {
    path: '/datasets/:dataset/upload',
    roles: ['provider'],
    load: () => import('../collection/upload/upload-page.tsx'),
  },
  { path: '/admin', roles: ['operator'], menu: '管理', load: () => import('./admin/admin-page.tsx') },
  {
    path: '/admin/departments',
    roles: ['operator'],
    load: () => import('../departments/admin/departments-page.tsx'),
  },
  { path: '/admin/accounts', roles: ['operator'], load: () => import('../departments/admin/accounts-page.tsx') },
  {
    path: '/admin/holidays',
    roles: ['operator'],
    load: () => import('../departments/admin/holidays/holidays-page.tsx'),
  },
  { path: '/admin/code-lists', roles: ['operator'], load: () => import('../catalogue/code-lists-page.tsx') },
  { path: '/admin/queues', roles: ['operator'], load: () => import('../collection/queues-page.tsx') },
  { path: '/admin/grants', roles: ['operator'], load: () => import('../certificates/grants-page.tsx') },
  {
    path: '/datasets/:dataset/versions/:version/edit',
    roles: ['provider'],
    load: () => import('../catalogue/editor/editor-page.tsx'),
  },
  {
    path: '/datasets/:dataset/versions/:version/compare',
    roles: 'all',
    load: () => import('../catalogue/editor/compare-page.tsx'),
  },
  {
    path: '/questions',
    roles: 'all',
    menu: '提问',
    load: () => import('../departments/questions/questions-page.tsx'),
  },
  {
    path: '/questions/new',
    roles: ['provider', 'consumer', 'supervisor'],
    load: () => import('../departments/questions/new-question-page.tsx'),
  },
  {
    path: '/questions/:question',
    roles: 'all',
    load: () => import('../departments/questions/question-page.tsx'),
  },
  { path: '/help', roles: 'all', menu: '帮助', load: () => import('./help/help-page.tsx') },
  { path: '/help/:walk', roles: 'all', load: () => import('./help/walks/walk-page.tsx') },
];
