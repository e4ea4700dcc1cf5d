/** Of update sheets (数据维护更新表). */
export const sheetNotes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  UpdateSheetView: {
    dataset: '信息资源编号',
    lockVersion: '确认和退回时须带上，避免覆盖他人的改动；还没有更新表时为 0',
    state:
      'to-sign 待部门确认，waiting 待信息中心确认，returned 已退回，to-renew 须重新签订，in-force 有效；还没有数据入库时不出现',
    changes: '签订以后的变动：cycle 更新周期，channel 归集方式，person 负责人或联系人',
    proposal: '今天应当签订的内容：取自目录、挂接情况和部门登记的联系人',
    'proposal.version': '目录版本',
    'proposal.channels': '已有数据入库的归集方式',
    'proposal.from': '起始日期最早可以是哪一天',
    'proposal.until': '起始日期最晚可以是哪一天',
    'proposal.people': '部门登记的负责人和联系人；还没有登记时不出现',
    open: '等待信息中心确认，或被退回的更新表',
    'open.number': '这个信息资源的第几张更新表',
    'open.signed': '部门确认的时间、账号和姓名',
    'open.returned': '退回的时间、账号、姓名和原因',
    inForce: '双方确认、现在有效的更新表',
    'inForce.confirmed': '信息中心确认的时间、账号和姓名',
    'inForce.receipt': '回执编号',
    earlier: '以前有效的更新表，最近的在前',
  },
};
