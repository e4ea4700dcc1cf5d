import { approverNotAPerson, type RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const collectionRefusals = {
  'dataset-not-found': { status: 404, title: '没有这个信息资源', detail: '目录中没有编号为 {dataset} 的已发布信息资源。请在目录中查找后重试。' },
  'version-not-found': { status: 404, title: '没有这个目录版本', detail: '信息资源 {dataset} 没有已发布的第 {version} 版。请下载最新版模板。' },
  'not-your-department': { status: 403, title: '不是本部门的信息资源', detail: '这个信息资源由其他部门提供，不能由您的部门报送或处理。请确认选择的信息资源。' },
  'delivery-not-found': { status: 404, title: '没有这个报送批次', detail: '没有查到这个报送批次，或它不属于您的部门。请核对批次编号。' },
  'file-too-large': { status: 413, title: '文件过大', detail: '文件大小超过 {limit} MB 的上限。请删除与报送无关的工作表和格式，或分几次按“增量”报送。' },
  'file-type-not-accepted': { status: 415, title: '不是 Excel 工作簿', detail: '只接受扩展名为 .xlsx 的工作簿。请在 Excel 或 WPS 中打开文件，另存为“Excel 工作簿 (*.xlsx)”后再上传。' },
  'file-not-large': { status: 409, title: '文件不必分片上传', detail: '小于 {limit} MB 的文件请用登记报送时得到的地址一次上传。' },
  'not-awaiting-upload': { status: 409, title: '批次不再等待上传', detail: '这个批次的文件已经上传，或上传时间已过，不能再上传。请查看批次的状态；需要重新上传的，请重新登记一次报送。' },
  'upload-not-begun': { status: 409, title: '没有开始分片上传', detail: '这个批次没有开始分片上传，或已经放弃。请先取得各分片的上传地址。' },
  'parts-unknown': { status: 400, title: '没有这个分片', detail: '这个文件共有 {parts} 个分片，编号从 1 开始。请核对分片编号。' },
  'parts-missing': { status: 409, title: '分片不全', detail: '还有分片没有上传，或大小不符：{parts}。请补传这些分片后再完成上传。' },
  'not-awaiting-approval': { status: 409, title: '批次不在待确认状态', detail: '只有等待人工确认的批次才能放行，这个批次现在的状态是“{status}”。' },
  'not-failed': { status: 409, title: '批次没有失败', detail: '只有处理失败的批次才能重新处理，这个批次现在的状态是“{status}”。' },
  'not-discardable': { status: 409, title: '批次不能作废', detail: '只有等待确认或处理失败的批次才能作废，这个批次现在的状态是“{status}”。' },
  'same-person': { status: 403, title: '须由另一人确认', detail: '报送人不能确认自己报送的批次，也不能用自己负责的系统账号确认。请由本部门另一位经办人或市政府信息中心确认。' },
  'approver-not-a-person': approverNotAPerson,
  'approval-by-centre': { status: 403, title: '须由信息中心确认', detail: '这个批次由平台从数据源读取，或由没有登记负责人的系统账号报送，须由市政府信息中心确认。' },
  'findings-not-ready': { status: 409, title: '检查尚未完成', detail: '这个批次还在处理，检查结果尚未生成。请稍候再查看。' },
  'findings-expired': { status: 410, title: '问题清单已不再保存', detail: '问题清单只保存 {days} 天，这个批次的已经过期。批次的回执仍在，其中有各类行数；需要再检查的，请用原文件重新报送。' },
  'nothing-to-annotate': { status: 404, title: '不需要批注文件', detail: '这个批次没有需要在表中批注的问题，所以没有批注文件。如批次已退回，请查看回执中的原因。' },
  'annotated-not-ready': { status: 409, title: '批注文件尚未生成', detail: '这个批次还在处理，批注文件尚未生成。请稍候再下载。' },
  'no-annotated-workbook': { status: 404, title: '批注文件没有生成', detail: '这个批次的批注文件没有生成，或已不再保存。请按问题清单逐项改正后重新报送；问题仍不清楚的，请把批次编号告诉市政府信息中心。' },
  'nothing-on-trial': { status: 409, title: '没有待验收的挂接', detail: '这个信息资源还没有通过该归集方式发布过数据，或已经验收。请先完成一次报送。' },
} as const satisfies RefusalPhrases;
