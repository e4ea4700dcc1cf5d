const exampleApplication = {
  purpose: '办理社会保险登记时核对参保人的身份信息，免交身份证复印件。',
  legalBasis: '《中华人民共和国社会保险法》第五十七条、第五十八条',
  matter: '社会保险登记',
  fields: ['id_number', 'name'],
  filters: [],
  ways: ['query', 'verify'],
  callsPerDay: 500,
  until: '2027-11-30',
};

/** Bodies of the room sharing, by operation. */
export const sharingExamples: Readonly<Record<string, unknown>> = {
  'draft-application': {
    dataset: 'resident-id-cards',
    content: exampleApplication,
  },
  'edit-application': { content: exampleApplication, lockVersion: 1 },
  'begin-attachment-upload': { size: 482_113 },
  'attach-file': { attachment: '01JD6Y3V5W8Q2K4M7N9PRSTVXY', fileName: '业务规范（节选）.pdf' },
  'take-application-step': {
    step: { action: 'ask-completion', reason: '请写明依据的具体条款。' },
    lockVersion: 3,
  },
  'resume-grant': { provenAt: '2020-12-05T17:02:11.000Z' },
  'keep-sharing-limits': {
    workingDays: { conditionalAnswer: 5, delivery: 10 },
    lockVersion: 0,
    reason: '本市规定短于国家规定。',
  },
  'read-notices': { notices: 'all' },
  'keep-notice-channels': {
    mail: { addresses: ['xinxike@example.gov.cn'], without: ['dataset-changed'] },
    webhook: { url: 'https://system.example.gov.cn/notices', isOn: true, without: [] },
    lockVersion: 0,
  },
  'make-webhook-secret': { lockVersion: 1 },
  'test-notice-channel': { way: 'webhook' },
  'replay-dispatches': { from: '2026-11-30', to: '2026-12-01' },
  'query-under-grant': {
    subject: '41110219900307001X',
    caseNumber: 'BJ-2020-000123',
    matter: '国有建设用地使用权及房屋所有权转移登记',
  },
  'view-subject': { subject: '41110219900307001X', caseNumber: 'BJ-2020-000123', limit: 10 },
  'verify-under-grant': {
    subject: '41110219900307001X',
    fields: { valid_to: '2030-11-30' },
    caseNumber: 'BJ-2020-000123',
  },
  'read-changes-under-grant': { limit: 100 },
  'file-objection': {
    grant: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
    key: { id_number: '41110219900307001X' },
    field: 'name',
    evidence: '申请人出示的户口簿上，姓名的第二个字不同。',
  },
  'take-objection-step': {
    step: { action: 'refuse', reason: '已核对原始档案，登记无误。' },
    lockVersion: 1,
  },
  'prepare-grant-file': { format: 'xlsx', caseNumber: 'BJ-2020-000123' },
  'fetch-grant-file': {},
  'query-sandbox': { subject: '41110219900307001X' },
  'verify-sandbox': { subject: '41110219900307001X', fields: { valid_to: '2030-11-30' } },
  'read-sandbox-changes': { limit: 100 },
  'find-audit-entries': { subject: '41110219900307001X', limit: 50 },
};
