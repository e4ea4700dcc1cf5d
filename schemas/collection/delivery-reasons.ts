/** `{name}` is filled from facts. */
// prettier-ignore
export const deliveryReasons = {
  'nothing-uploaded': { code: 'nothing-uploaded', detail: '上传地址在 15 分钟内没有收到文件，已失效。请重新登记报送并上传。' },
  'attempts-exhausted': { code: 'attempts-exhausted', detail: '系统多次尝试仍未处理完成，已停止。您的文件没有丢失，请点“重新处理”；如仍失败，请联系市政府信息中心。' },
  'rows-rejected': { code: 'rows-rejected', detail: '有 {rejected} 行存在错误。按这个信息资源的规定，须全部改正后整批报送，本次没有入库。请下载批注文件，改正后重新上传。' },
  'all-rows-rejected': { code: 'all-rows-rejected', detail: '全部 {rejected} 行都存在错误，本次没有数据入库。请下载批注文件，改正后重新上传。' },
  'all-pulled-rows-rejected': { code: 'all-pulled-rows-rejected', detail: '本次读取的 {rejected} 行都存在错误，没有数据入库。各行已留存为待处理的退回行，请在来源中改正，或由市政府信息中心改正后重放。' },
  'no-rows': { code: 'no-rows', detail: '表中没有读到数据行，本次没有入库，已有数据不变。请确认数据填写在模板的表头下方后重新上传。' },
  'rows-repeated': { code: 'rows-repeated', detail: '读取中有 {repeated} 行重复出现，翻页可能有遗漏，本次没有入库，已有数据不变。平台会按时重新读取；如反复出现，请提供部门检查接口的排序和翻页。' },
  'columns-differ': { code: 'columns-differ', detail: '表格与这个信息资源的模板不一致，本次没有入库。请按问题清单逐项核对，或下载最新模板后重新填报。' },
  'dataset-not-published': { code: 'dataset-not-published', detail: '这个信息资源已从目录撤下，本次没有入库。请联系市政府信息中心。' },
  'would-shrink': {
    code: 'would-shrink',
    detail: '这次全量报送会减少 {removed} 条记录，占现有 {storedCount} 条的 {share}%，超过 {limit}% 的安全线，已暂停等待确认。确需减少的，请由另一位经办人或市政府信息中心放行；如果是漏报，请作废后补全重报。',
  },
  'would-shrink-in-steps': {
    code: 'would-shrink-in-steps',
    detail: '这次报送会减少 {removed} 条记录；连同近 {days} 天内没有另一人放行的几次，共减少 {total} 条，占原有 {base} 条的 {share}%，超过 {limit}% 的安全线，已暂停等待确认。确需减少的，请由另一位经办人或市政府信息中心放行；如果是漏报，请作废后补全重报。',
  },
} as const satisfies Record<string, { readonly code: string; readonly detail: string }>;
