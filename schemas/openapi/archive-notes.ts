/** Of the archive of papers (资料存档). */
export const archiveNotes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ArchiveView: {
    dataset: '信息资源编号',
    papers: '上传的资料的全部版本，最近的在前',
    made: '平台在下载时生成的资料，不另存：update-sheet 更新表，link-receipt 验收回执，front-end-table 前置库脚本',
  },
  PaperVersion: {
    id: '版本编号，也是它的上传编号',
    kind: 'interface-document 接口文档，connection-sheet 连接表，script 脚本，receipt 回执，minutes 会议纪要，other 其他',
    title: '资料名称；种类和名称相同的是同一份资料',
    number: '第几版',
    format: '按内容判断的格式',
    size: '字节数',
    sha256: '内容的 SHA-256，供核对',
    archived: '存档的时间、账号和姓名',
    withdrawn: '撤回的时间、账号、姓名和原因；没有撤回时不出现',
  },
};
