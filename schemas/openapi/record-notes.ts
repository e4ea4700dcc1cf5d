export const recordNotes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'query-records': {
    key: '业务主键各项的值，按信息项的键；给出后只查这一条',
    subject: '主体：身份证号或统一社会信用代码；查与之有关的各条',
    asOf: '按这个时刻已公开的数据查，不写时为现在',
    cursor: '上一页应答中的 next；第一页不带',
    limit: '每页条数',
    next: '还有下一页时的翻页标记',
    total: '记录总数',
  },
  'find-subject-holdings': {
    subject: '公民身份号码或统一社会信用代码',
    caseNumber: '办件编号，可不填；记入使用记录',
    reason: '为什么查；记入使用记录',
    items: '现有这个主体记录的信息资源；没有记录的不列出',
    complete: '是否已查看全部记录版本；false 时，条数和信息资源可能不全',
  },
  'read-history': { key: '业务主键各项的值，按信息项的键' },
  'read-changes': {
    cursor: '上一次应答中的 next；从头开始时不带，这时只给出 next，不给出数据',
    limit: '一次最多给出的条数',
    items: '按顺序逐条处理；可能重复给出',
    next: '每次都有；处理完这一页后保存，下次带上',
    more: '是否还有；没有时，已取得的就是现在公开的全部数据',
  },
  'roll-back': { publication: '要恢复到的发布点编号（publications 中的 number）', reason: '理由，留存备查' },
  'read-dataset-state': {
    records: '现有记录数',
    publishedSeq: '已公开到的顺序号',
    links: '各归集方式的挂接状态',
    publications: '发布记录，最近的在前',
  },
};
