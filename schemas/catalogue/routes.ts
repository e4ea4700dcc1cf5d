import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { decimalInteger } from '../kernel/decimal-integer.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { approverNotAPerson } from '../kernel/refusal.ts';
import { route } from '../kernel/route.ts';
import { addCodeListRoute, changeCodeListRoute, listCodeListsRoute, readCodeListRoute } from './code-list-routes.ts';
import { DatasetContent, DatasetId, DatasetStatus } from './dataset-version.ts';
import { catalogueRefusals } from './refusals.ts';
import { Comparison, DatasetExport, DatasetListing, DatasetVersionView, SearchHit, VersionListing } from './views.ts';

const versionNumber = decimalInteger({ min: 1, max: 100_000 });
const datasetParams = z.object({ dataset: DatasetId });
const versionParams = z.object({ dataset: DatasetId, version: versionNumber });
const noParams = z.object({});
const lockVersion = z.int().min(1);
const reason = z.string().trim().min(2).max(500);

const {
  'dataset-not-found': datasetNotFound,
  'version-not-found': versionNotFound,
  'not-your-department': notYourDepartment,
  'transition-not-allowed': transitionNotAllowed,
  'own-work': ownWork,
  'content-not-valid': contentNotValid,
} = catalogueRefusals;
const readRefusals = { 'dataset-not-found': datasetNotFound, 'version-not-found': versionNotFound } as const;
const authorRefusals = {
  ...readRefusals,
  'not-your-department': notYourDepartment,
  'transition-not-allowed': transitionNotAllowed,
} as const;
const reviewRefusals = {
  ...readRefusals,
  'transition-not-allowed': transitionNotAllowed,
  'own-work': ownWork,
  'approver-not-a-person': approverNotAPerson,
} as const;

export const listDatasetsRoute = route({
  operation: 'list-datasets',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets',
  summary: '逐页列出目录中的信息资源，可按部门和状态筛选。',
  callers: 'signed-in',
  params: noParams,
  query: PageQuery.extend({ department: DepartmentId.optional(), status: DatasetStatus.optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(DatasetListing) },
  refusals: {},
});

export const searchDatasetsRoute = route({
  operation: 'search-datasets',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/search',
  summary:
    '在已发布的目录中搜索：名称、信息项、部门、代码、关键字，也可用拼音或拼音首字母；按相关程度排序并说明匹配之处。',
  callers: 'signed-in',
  params: noParams,
  query: z.object({
    q: z.string().trim().min(1).max(100),
    department: DepartmentId.optional(),
    limit: decimalInteger({ min: 1, max: 100 }).default(20),
  }),
  body: null,
  answer: { status: 200, body: z.object({ total: z.int().min(0), items: z.array(SearchHit) }) },
  refusals: {},
});

export const readDatasetRoute = route({
  operation: 'read-dataset',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}',
  summary: '查看一个信息资源：已发布的最新版；尚未发布的，提供部门和信息中心可看编制中的版本。',
  callers: 'signed-in',
  params: datasetParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: DatasetVersionView },
  refusals: { 'dataset-not-found': datasetNotFound },
});

export const listVersionsRoute = route({
  operation: 'list-versions',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/versions',
  summary: '列出一个信息资源的各个版本，最新的在前。',
  callers: 'signed-in',
  params: datasetParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(VersionListing) }) },
  refusals: { 'dataset-not-found': datasetNotFound },
});

export const readVersionRoute = route({
  operation: 'read-version',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/versions/{version}',
  summary: '查看一个信息资源的某一版本及其办理经过。',
  callers: 'signed-in',
  params: versionParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: DatasetVersionView },
  refusals: readRefusals,
});

export const compareVersionsRoute = route({
  operation: 'compare-versions',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/compare',
  summary: '比较两个版本，逐项说明差异，并判断旧模板和已有数据是否仍然适用。',
  callers: 'signed-in',
  params: datasetParams,
  query: z.object({ from: versionNumber, to: versionNumber }),
  body: null,
  answer: { status: 200, body: Comparison },
  refusals: readRefusals,
});

export const exportDatasetRoute = route({
  operation: 'export-dataset',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/versions/{version}/export',
  summary: '以 JSON 导出目录条目，按《政务信息资源目录编制指南》的栏目顺序。',
  callers: 'signed-in',
  params: versionParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: DatasetExport },
  refusals: readRefusals,
});

/** It has its own function because the workbook writer is large. */
export const exportDatasetSheetRoute = route({
  operation: 'export-dataset-sheet',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/versions/{version}/export.xlsx',
  summary: '以 Excel 导出目录条目，按《政务信息资源目录编制指南》的栏目顺序。',
  callers: 'signed-in',
  params: versionParams,
  query: noParams,
  body: null,
  answer: { status: 200, file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  refusals: readRefusals,
});

export const draftDatasetRoute = route({
  operation: 'draft-dataset',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets',
  summary: '起草一个新的信息资源（提供部门）；信息资源代码由系统分配。',
  callers: ['provider'],
  params: noParams,
  query: noParams,
  body: z
    .object({
      dataset: DatasetId,
      content: DatasetContent,
      /** This is the resource code before the slash (类 1 · 项 2 · 目 3 · 细目). Default: the department's. */
      classificationCode: z
        .string()
        .regex(/^[123]\d{2}\d{3}[0-9A-Z]{0,20}$/)
        .optional(),
    })
    .strict(),
  answer: { status: 201, body: DatasetVersionView },
  refusals: {
    'dataset-exists': catalogueRefusals['dataset-exists'],
    'not-your-department': notYourDepartment,
    'classification-code-needed': catalogueRefusals['classification-code-needed'],
    'content-not-valid': contentNotValid,
  },
  idempotent: true,
});

export const draftVersionRoute = route({
  operation: 'draft-version',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/drafts',
  summary: '从已发布的版本起草新版本（提供部门）；不带内容时照抄已发布的版本。',
  callers: ['provider'],
  params: datasetParams,
  query: noParams,
  body: z.object({ content: DatasetContent.optional() }).strict(),
  answer: { status: 201, body: DatasetVersionView },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'draft-exists': catalogueRefusals['draft-exists'],
    'not-published': catalogueRefusals['not-published'],
  },
  idempotent: true,
});

export const editDraftRoute = route({
  operation: 'edit-draft',
  room: 'catalogue',
  method: 'PUT',
  path: '/api/v1/datasets/{dataset}/versions/{version}',
  summary: '修改草稿或被退回的版本（提供部门）；保存时列出尚需修改之处。',
  callers: ['provider'],
  params: versionParams,
  query: noParams,
  body: z.object({ lockVersion, content: DatasetContent }).strict(),
  answer: { status: 200, body: DatasetVersionView },
  refusals: authorRefusals,
});

export const submitDatasetRoute = route({
  operation: 'submit-dataset',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/versions/{version}/submit',
  summary: '提交审核（提供部门）；内容有问题时逐项退回。',
  callers: ['provider'],
  params: versionParams,
  query: noParams,
  body: z.object({ lockVersion, reason: reason.optional() }).strict(),
  answer: { status: 200, body: DatasetVersionView },
  refusals: { ...authorRefusals, 'content-not-valid': contentNotValid },
});

export const approveDatasetRoute = route({
  operation: 'approve-dataset',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/versions/{version}/approve',
  summary: '审核通过并注册（信息中心）；不能审核自己起草、修改或提交的版本。',
  callers: ['operator'],
  params: versionParams,
  query: noParams,
  body: z.object({ lockVersion, reason: reason.optional() }).strict(),
  answer: { status: 200, body: DatasetVersionView },
  refusals: { ...reviewRefusals, 'content-not-valid': contentNotValid },
});

export const returnDatasetRoute = route({
  operation: 'return-dataset',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/versions/{version}/return',
  summary: '退回修改并说明理由（信息中心）。',
  callers: ['operator'],
  params: versionParams,
  query: noParams,
  body: z.object({ lockVersion, reason }).strict(),
  answer: { status: 200, body: DatasetVersionView },
  refusals: reviewRefusals,
});

export const publishDatasetRoute = route({
  operation: 'publish-dataset',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/versions/{version}/publish',
  summary: '发布已注册的版本（信息中心）；发布后不再改动。',
  callers: ['operator'],
  params: versionParams,
  query: noParams,
  body: z.object({ lockVersion, reason: reason.optional() }).strict(),
  answer: { status: 200, body: DatasetVersionView },
  refusals: { ...reviewRefusals, 'content-not-valid': contentNotValid },
});

export const withdrawDatasetRoute = route({
  operation: 'withdraw-dataset',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/versions/{version}/withdraw',
  summary: '撤下已发布的信息资源（信息中心），或撤回编制中的版本（提供部门、信息中心）；代码不再重新使用。',
  callers: ['provider', 'operator'],
  params: versionParams,
  query: noParams,
  body: z.object({ lockVersion, reason }).strict(),
  answer: { status: 200, body: DatasetVersionView },
  refusals: {
    ...authorRefusals,
    'not-latest-version': catalogueRefusals['not-latest-version'],
    'withdrawal-by-centre': catalogueRefusals['withdrawal-by-centre'],
    'draft-exists': catalogueRefusals['draft-exists'],
  },
});

export const catalogueRoutes = [
  listDatasetsRoute,
  searchDatasetsRoute,
  readDatasetRoute,
  listVersionsRoute,
  readVersionRoute,
  compareVersionsRoute,
  exportDatasetRoute,
  exportDatasetSheetRoute,
  draftDatasetRoute,
  draftVersionRoute,
  editDraftRoute,
  submitDatasetRoute,
  approveDatasetRoute,
  returnDatasetRoute,
  publishDatasetRoute,
  withdrawDatasetRoute,
  listCodeListsRoute,
  readCodeListRoute,
  addCodeListRoute,
  changeCodeListRoute,
] as const;
