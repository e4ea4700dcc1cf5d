/** What a test call finds out about a source that is nevertheless readable; facts hold no personal data. */
// prettier-ignore
export const testNotices = {
  'page-capped': { title: '每页条数有上限', detail: '服务每页最多给出 {given} 条，少于登记的 {size} 条。平台会按服务给出的条数继续翻页，不会漏读；建议把登记的每页条数改为 {given}。' },
  'rows-not-data': { title: '不是数据的行', detail: '首页有些行看来不是数据，读取时不会归集，也不计入行数：{rows}。请核对；其中如有应归集的记录，请提供部门补全该行的必填项。' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly detail: string }>>;
