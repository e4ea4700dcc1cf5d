const instant = '2020-11-30T08:00:00.000Z';
const day = '2020-11-30';
const ulid = '01JD6Y3V5W8Q2K4M7N9PRSTVXZ';
const hex = '5b1f0c7d1e9a3b48f2a6d4c8e07b19325b1f0c7d1e9a3b48f2a6d4c8e07b1932';
const certificate = '1.2.156.3005.2.11100000MB03271699001.11411100MB1234562R.5F0C7D1E9A3B48F2A6D4C8E07B1932F4.001.0';

type Value = string | number | readonly (string | number)[];

/** By property, or by `owner.property`, where the owner is a named schema, a function or the property above. All persons are fictitious. */
// prettier-ignore
export const valueExamples: Readonly<Record<string, Value>> = {
  CertificateAreaCode: '411100', CertificateDefineAuthorityCode: '11100000MB0327169H', CertificateDefineAuthorityLevel: '国家级',
  CertificateDefineAuthorityName: '自然资源部', CertificateHolderCode: '41110219900307001X', CertificateHolderName: '测试甲',
  CertificateHolderType: '111', CertificateHolderTypeName: '公民身份号码', CertificateIdentifier: certificate,
  CertificateIssuingAuthorityCode: '11411100MB1234562R', CertificateIssuingAuthorityName: '漯河市自然资源和规划局',
  CertificateName: '不动产权证书', CertificateNumber: '豫(2020)漯河市不动产权第0000001号', CertificateTypeCode: '11100000MB03271699001',
  CertificateTypeName: '不动产权证书', CertificateVersion: '001', RelatedCertificateIdentifier: certificate,
  Label: '坐落', Name: 'KZ_ZL', Value: '漯河市郾城区测试路1号',
  account: 'wang-fang', action: 'submit', address: '/deliveries/01JD6Y3V5W8Q2K4M7N9PRSTVXZ', 'upload.url': 'https://objects.example.cn/uploads',
  aliases: '公安局', approvedBy: 'chen-jing', asked: 0, auth_code: 'Yk3mT0vQ8nB5rX2cL7wZ1sH6dJ9fG4aPeUiOyKtRqWx', boundTo: 'zhang-wei', by: 'wang-fang',
  clientId: 'guiji-portal', code: ['certificate', '100001A/1', '11100000MB03271699001', '1'], caseNumber: 'BJ-2020-000123',
  comment: '抽查十条与原件一致。', consumer: 'natural-resources', creditCode: '11411100MB1234562R', createdBy: 'wang-fang',
  database: 'front_end', dataset: 'resident-id-cards', datasetName: '居民身份证信息', decidedBy: 'chen-jing', delivery: [ulid, 1],
  department: 'public-security', departmentName: '市公安局', description: '按统一目录报送。', detail: '请核对后重试。',
  division: '411100', divisionCode: '411100', division_code: '411100', duty: '信息科，目录编制和报送', entity: ulid, example: '41110219900307001X',
  field: 'id_number', fileName: '居民身份证信息.xlsx', file_name: '不动产权证书.pdf', format: 'citizen-id', grant: ulid, grantedBy: 'chen-jing',
  holder: 'holder', holder_identity_num: '41110219900307001X', holder_identity_type: '111', holder_name: '测试甲', host: '10.20.30.40',
  hours: '工作日 8:30—12:00，15:00—18:00', id_code: '41110219900307001X', identifier: certificate, issuer: ['https://identity.example.cn', 'https://certificates.example.cn'],
  item: '政府部门', key: 'id_number', label: '身份证号码', legalBasis: '《中华人民共和国社会保险法》第五十七条、第五十八条', mail: 'help@example.cn',
  matter: '社会保险登记', mediaType: 'application/pdf', media_type: 'application/pdf', message: '请填写十八位公民身份号码',
  name: ['王芳', 'Authorization', 'KZ_ZL'], 'DatasetListing.name': '居民身份证信息', 'DatasetMetadata.name': '居民身份证信息', 'list-versions.name': '居民身份证信息', 'items.name': '身份证号码', 'matter.name': '社会保险登记', 'matter.code': '11411100MB1234562R4000000000001', 'type.name': '不动产权证书', 'CertificateView.name': '不动产权证书', 'data.name': '不动产权证书', 'Department.name': '市公安局', 'Account.name': '王芳', 'Actor.name': '王芳', 'contacts.name': '李娜', 'inCharge.name': '张伟',
  'departments.name': '市公安局', 'codes.label': '男', 'codes.code': '1', 'CodeList.id': 'sex', 'CodeList.name': '性别', 'Department.id': 'public-security', 'departments.id': 'public-security',
  'who-am-i.name': '王芳', 'Field.label': '身份证号码', 'RowRule.kind': 'date-order', next: 'eyJhdCI6IjIwMjAtMTEtMzAifQ', newest: [certificate, 'https://certificates.example.cn'],
  notice: '漯政办〔2020〕12号', operation: 'query-records', organisation: '漯河市公安局', organisationCode: '11411100MB1234562R', page: ['/deliveries', 1], pageTitle: '报送',
  path: '/records', pattern: '^[0-9]{18}$', phone: '0395-3177000', pointer: '/body/limit', preparedBy: 'wang-fang', provider: 'public-security', providerUnit: '户政管理支队',
  purpose: '办理社会保险登记时核对参保人的身份信息，免交身份证复印件。', reason: '已核对信息项与业务系统一致。', receipt: '报送已全部入库。', receivedAt: instant,
  record: '3Jq8mT0vQ8nB5rX2cL7wZ1', refusal: 'quota-calls', requestId: '5f0c9a1e-7b1d-4a55-8a51-2f9a1d0c6b3e', response_id: ulid, correlation_id: ulid,
  role: 'consumer', schema: 'public', scope: 'api', sentence: '身份证号码须为十八位公民身份号码。', sha256: hex, rawHash: hex, sheet: '居民身份证信息', sourceSystem: '人口信息管理系统',
  standard: 'GB/T 2261.1', status: 'in-force', subject: ['wang-fang'], summary: '本市制发的居民身份证的基本信息。', table: 'resident_id_cards', text: '这一批第 12 行为什么退回？',
  title: '居民身份证查询接口调用说明', token: 'Yk3mT0vQ8nB5rX2c', tokenUrl: 'https://department.example.cn/token', type: ['certificate-real-estate-title', 'C'], unit: '户政管理支队', uri: 'https://certificates.example.cn/status-lists/certificate-real-estate-title/2020',
  'StatusToday.title': '有效', 'StatusToday.sentence': '这份证照今天有效。', 'verify-certificate.title': '有效', 'verify-certificate.sentence': '这份证照今天有效。', 'verify-certificate.newest': 'https://portal.example.cn/verify?id=example', 'list-tasks.title': '居民身份证信息', 'certificate.number': '豫(2020)漯河市不动产权第0000001号', 'certificate.holder': '测试甲',
  'ExtendInfo.key': 'KZ_ZL', 'differences.code': 'field-removed', 'faults.code': 'code-list-missing', 'classification.subject': '市公安局', class: '部门类', 'format.class': '电子表格', formats: 'xlsx', relatedCodes: '100001A/1',
  'receipt.number': 'GD-2020-000123', 'filters.values': '411102', sessionZone: '+08:00', clock: '2020-11-30 08:00:00', column: 'ID_NUMBER', collation: 'utf8mb4_bin', 'success.is': '0', 'deletion.is': '1',
  'secret.parts': 'appKey', body: '{"page":{page}}', toProvider: '数据已全部入库。', toCentre: '部门报送一批，已全部入库。', ca: '-----BEGIN CERTIFICATE-----', total: '/total', records: '/data', writtenBy: 'li-na', confirmedBy: 'wang-fang',
  toBeConfirmed: '待部门确认。', rejection: '清单第 3 行的编号有误，请核对后重新制单。', responsible: 'wang-fang', 'validity.range': '2020-11-30 至 2030-11-30', codes: 'citizen-id', remark: '与国家标准一致。', cause: '核验申请人的不动产权属。',
  step: 'receive', shareType: '有条件共享', requested: 'JY14111020000001', dataType: '字符型 C', codeList: 'sex', channel: 'excel', why: '部门接口连续三次没有应答。', 'events.batch': ulid, 'event.batch': ulid, license_type: '不动产权证书',
  issue_org_name: '漯河市自然资源和规划局', issue_org_code: '11411100MB1234562R', content: 'JVBERi0xLjcK', 'columns.number': '1',
  url: 'https://objects.example.cn/files/receipt.pdf?signature=example', value: '411102', version: [1, '1'], watermark: '2020-11-30 00:00:00', word: 'shen fen zheng', words: '身份证', x: 'Yk3mT0vQ8nB5rX2cL7wZ1sH6dJ9fG4aPeUiOyKtRqWx', y: 'Rq3mT0vQ8nB5rX2cL7wZ1sH6dJ9fG4aPeUiOyKtRqWx', kid: 'Kd3mT0vQ8nB5rX2cL7wZ1sH6dJ9fG4aPeUiOyKtRqWx',
  id: [ulid, 'id_number', 'resident-id-cards', '5b1f0c7d1e9a3b48f2a6d4c8e07b1932'], 'Notice.id': '20201130080000000-5b1f0c7d1e9a3b48f2a6d4c8', 'Notice.title': '有共享申请等待办理', 'Notice.detail': '“居民身份证信息”的共享申请轮到您单位办理，请在2020年12月5日以前办结。', 'Notice.address': '/applications/01JD6Y3V5W8Q2K4M7N9PRSTVXZ', 'GrantedChange.id': 'x2cL7wZ1sH6dJ9fG4aPeUi', year: 2020, seq: 3, publication: 3, lockVersion: 1, rows: 2, length: 18, port: 5432, limit: 50,
  calls: 500, callsPerDay: 500, callsPerMinute: 60, subjects: 500, size: 52341, score: 0.9, from: ['2020-12-01', '22:00', 1], to: ['2020-12-31', '06:00', 2], until: '2021-11-30',
};

/** Where no property of the table fits: by the format of the schema, or the first that its pattern accepts. */
export const formatExamples: Readonly<Record<string, string>> = {
  'date-time': instant,
  date: day,
  ulid,
  uri: 'https://portal.example.cn/',
  uuid: '5f0c9a1e-7b1d-4a55-8a51-2f9a1d0c6b3e',
};

export const patternExamples: readonly string[] = [
  'resident-id-cards',
  'id_number',
  ulid,
  hex,
  hex.slice(0, 32),
  certificate,
  '411102',
  '08:30',
  '/',
  '1',
  '11100000MB03271699001',
  'Yk3mT0vQ8nB5rX2cL7wZ1sH6dJ9fG4aPeUiOyKtRqWx',
];
