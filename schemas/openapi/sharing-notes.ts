/** Of the room sharing: its named schemas, and what its functions take. */
export const sharingNotes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AuditEntry: {
    id: '使用记录的编号',
    at: '何时',
    by: '使用数据的人员或系统账号',
    department: '使用部门的编号',
    operation: '做了什么：本平台接口的编号，例如 query-records 查询归集数据',
    dataset: '用了哪个信息资源的数据',
    provider: '提供部门的编号',
    results: '给出了多少条',
    requestId: '请求编号，与日志一致',
    refusal: '没有给出数据时的原因代码',
    subjects: '涉及多少个人或单位：给出了其数据的，以及被查询的',
  },
  'list-audit-entries': {
    items: '使用记录，最近的在前',
    next: '还有下一页时的翻页标记',
    actors: '使用数据的人员或系统账号，以及所在部门',
  },
  'find-audit-entries': {
    subject: '公民身份号码或统一社会信用代码',
    cursor: '上一页应答中的 next；第一页不带',
    limit: '每页条数',
    items: '使用记录，最近的在前',
    next: '还有下一页时的翻页标记',
    actors: '使用数据的人员或系统账号，以及所在部门',
  },
};
