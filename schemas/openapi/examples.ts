import { z } from 'zod';
import { sharingExamples } from './sharing-examples.ts';

/** The identifier is fictitious (GB/T 36904). */
const certificate = '1.2.156.3005.2.11100000MB03271699001.11411100MB1234562R.5F0C7D1E9A3B48F2A6D4C8E07B1932F4.001.0';
const useCode = 'Yk3mT0vQ8nB5rX2cL7wZ1sH6dJ9fG4aPeUiOyKtRqWx';

/** The first that fits the schema is used. */
const parameterExamples: Readonly<Record<string, string | number | readonly (string | number)[]>> = {
  dataset: 'resident-id-cards',
  datasets: 'resident-id-cards,household-registrations',
  type: 'certificate-real-estate-title',
  identifier: certificate,
  kind: 'pdf',
  year: 2020,
  version: 1,
  number: 1,
  delivery: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
  codeList: 'sex',
  question: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
  grant: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
  paper: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
  application: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
  state: ['open', 'awaiting-decision'],
  department: 'public-security',
  status: ['published', 'prepared'],
  q: '身份证',
  from: [1, '2020-11-01'],
  to: [2, '2020-11-30'],
  batch: [1, '01JD6Y3V5W8Q2K4M7N9PRSTVXZ'],
  limit: 50,
  channel: 'database',
  day: '2020-11-30',
  eventKind: 'delivery',
  side: ['of-data', 'by-us', 'consumer'],
  account: 'wang-fang',
  rejectedRow: '5b1f0c7d1e9a3b48f2a6d4c8e07b1932',
};

/** Returns `undefined` if there is none. */
export function parameterExample(name: string, schema: z.core.$ZodType): string | number | undefined {
  return [parameterExamples[name] ?? []].flat().find((example) => z.safeParse(schema, example).success);
}

const exampleContent = {
  metadata: {
    classification: { class: '部门类', item: '政府部门', subject: '市公安局' },
    name: '居民身份证信息',
    provider: 'public-security',
    summary: '本市制发的居民身份证的基本信息。',
    format: { class: '电子表格', formats: ['xlsx'] },
    shareType: 2,
    shareCondition: '办理政务服务事项需要核验身份的部门可申请使用。',
    shareMethod: '共享平台方式',
    open: { type: '3' },
    updateCycle: '2',
    sensitivity: 3,
  },
  fields: [
    {
      key: 'id_number',
      label: '身份证号码',
      type: 'C',
      format: 'citizen-id',
      length: 18,
      required: true,
      sensitivity: 3,
      mask: 'citizen-id',
    },
    {
      key: 'holder',
      label: '姓名',
      type: 'C',
      format: 'text',
      length: 50,
      required: true,
      sensitivity: 3,
      mask: 'name',
    },
    {
      key: 'valid_to',
      label: '有效期止',
      type: 'D',
      format: 'date-or-open-end',
      length: 10,
      required: false,
      sensitivity: 2,
    },
  ],
  key: ['id_number'],
  subject: { field: 'id_number', kind: 'person' },
};

/** Keys are functions; all persons are fictitious. */
export const bodyExamples: Readonly<Record<string, unknown>> = {
  ...sharingExamples,
  'add-department': {
    id: 'emergency-management',
    name: '市应急管理局',
    aliases: ['应急局'],
    batch: 3,
    linkDeadline: '2020-12-31',
    reason: '机构改革后新设。',
  },
  'change-department': {
    name: '市公安局',
    aliases: ['公安局'],
    batch: 1,
    linkDeadline: '2020-11-30',
    reason: '补充简称。',
  },
  'keep-people': {
    inCharge: {
      name: '张伟',
      duty: '副局长，分管数据归集',
      phone: '0395-3177000',
    },
    contacts: [
      {
        name: '李娜',
        duty: '信息科，目录编制和报送',
        phone: '0395-3177000转801',
      },
    ],
    lockVersion: 0,
  },
  'confirm-people': { lockVersion: 1 },
  'keep-holidays': {
    holidays: ['2020-01-01', '2020-05-01', '2020-05-04', '2020-05-05', '2020-10-01', '2020-10-02', '2020-10-05'],
    makeUpDays: ['2020-05-09', '2020-10-10'],
    lockVersion: 0,
    reason: '按国务院办公厅关于部分节假日安排的通知录入。',
  },
  'ask-question': {
    page: '/deliveries/01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
    pageTitle: '报送',
    requestId: '5ebdc9fd-02bf-4176-9fba-05e4b885d971',
    text: '这一批第 12 行为什么退回？',
  },
  'reply-to-question': {
    text: '第 12 行的发证机关为空，请补填后以增量方式报送。',
    lockVersion: 1,
  },
  'close-question': { lockVersion: 2 },
  'search-accounts': { department: 'public-security', limit: 50 },
  'add-account': {
    subject: 'zhang-wei',
    kind: 'person',
    name: '张伟',
    department: 'public-security',
    roles: ['provider'],
    reason: '新任数据专员。',
  },
  'change-account': {
    subject: 'zhang-wei',
    roles: ['provider', 'consumer'],
    reason: '同时承担查询工作。',
  },
  'deactivate-account': { subject: 'zhang-wei', reason: '已调离本单位。' },
  'add-code-list': {
    id: 'school-stage',
    name: '学段',
    standard: '教育行业标准',
    codes: [
      { code: '1', label: '小学' },
      { code: '2', label: '初中', aliases: ['初级中学'] },
    ],
    reason: '教育局新的信息资源需要。',
  },
  'change-code-list': {
    name: '学段',
    standard: '教育行业标准',
    codes: [
      { code: '1', label: '小学' },
      { code: '2', label: '初中', aliases: ['初级中学'] },
      { code: '3', label: '高中' },
    ],
    reason: '增加高中。',
  },
  'draft-dataset': { dataset: 'resident-id-cards', content: exampleContent },
  'draft-version': { content: exampleContent },
  'edit-draft': { lockVersion: 3, content: exampleContent },
  'submit-dataset': { lockVersion: 4, reason: '已核对信息项与业务系统一致。' },
  'approve-dataset': { lockVersion: 5, reason: '符合目录编制要求。' },
  'return-dataset': {
    lockVersion: 5,
    reason: '“有效期止”缺少说明，请补充长期有效的填写方法。',
  },
  'publish-dataset': { lockVersion: 6 },
  'withdraw-dataset': {
    lockVersion: 7,
    reason: '该信息资源已并入人口基础信息。',
  },
  'create-delivery': {
    mode: 'full',
    fileName: '居民身份证信息.xlsx',
    size: 52_341,
  },
  'upload-in-parts': { parts: [1, 2, 3] },
  'approve-delivery': { reason: '已注销的证件本次一并清理，减少属实。' },
  'discard-delivery': { reason: '报送了错误的文件，稍后重新报送。' },
  'sign-update-sheet': {
    lockVersion: 0,
    channel: 'excel',
    start: '2020-12-01',
    peopleVersion: 1,
    contact: 0,
  },
  'confirm-update-sheet': { lockVersion: 1 },
  'return-update-sheet': {
    lockVersion: 1,
    reason: '起始日期应为首次入库的日期。',
  },
  'begin-paper-upload': { size: 482_113 },
  'archive-paper': {
    paper: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
    kind: 'interface-document',
    title: '居民身份证查询接口调用说明',
    fileName: '接口说明.pdf',
  },
  'withdraw-paper': { reason: '接口已停用，以新版说明为准。' },
  'confirm-link': { channel: 'excel', comment: '抽查十条与原件一致。' },
  'register-source': {
    declaration: {
      channel: 'database',
      system: 'postgresql',
      host: '10.20.30.40',
      port: 5432,
      database: 'front_end',
    },
    timetable: { times: '30 1 * * *', window: { from: '22:00', to: '06:00' } },
  },
  'set-source-secret': {
    secret: { user: 'public_security_guiji', password: '<密码>' },
  },
  'return-source': { reason: '首页数据中缺少“签发机关”，请补充后重新登记。' },
  'confirm-source': { comment: '首页抽查十行与原件一致。' },
  'operate-source': { operation: 'run-now', reason: '部门已补录上周数据。' },
  'replay-rejected-rows': {
    rejectedRows: [
      {
        id: '5b1f0c7d1e9a3b48f2a6d4c8e07b1932',
        correction: { valid_to: '2030-11-30' },
      },
    ],
    reason: '已与部门核对有效期止。',
  },
  'query-records': { key: { id_number: '41110219900307001X' }, limit: 50 },
  'read-changes': { limit: 100 },
  'read-history': { key: { id_number: '41110219900307001X' } },
  'find-certificates': { type: 'certificate-real-estate-title', number: '豫(2020)漯河市不动产权第0000001号' },
  'find-by-holder': {
    holder: '41110219900307001X',
    types: ['certificate-real-estate-title'],
    status: 'valid',
    limit: 50,
  },
  'read-certificates': { identifiers: [certificate] },
  'change-certificate-status': {
    operation: 'withhold',
    reason: '持证人违规经营，暂扣三个月。',
  },
  'prepare-batch': {
    operation: 'annul',
    reason: '企业已注销营业执照，一并注销。',
    type: 'certificate-food-business',
    numbers: ['JY14111020000001', 'JY14111020000002'],
  },
  'reject-batch': { reason: '清单第 3 行的编号有误，请核对后重新制单。' },
  'official-use': {
    identity_number: '41110219900307001X',
    service_item_code: '11411100MB1234562R4000000000001',
    service_item_name: '国有建设用地使用权及房屋所有权转移登记',
    biz_num: 'BJ-2020-000123',
    use_cause: '核验申请人的不动产权属。',
    operator: {
      account: 'window-07',
      name: '测试经办',
      service_org: '漯河市政务服务大厅',
    },
  },
  'redeem-use-code': { auth_code: useCode },
  'redeem-use-file': { auth_code: useCode, file_format: 'pdf' },
  'roll-back': {
    publication: 3,
    reason: '第 4 次发布的数据有误，恢复到上一次。',
  },
};
