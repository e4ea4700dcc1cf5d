/** `isRetryable`: within the same run. Facts hold no personal data, secret or query. */
export type SourceFaultPhrase = { readonly isRetryable: boolean; readonly title: string; readonly detail: string };

// prettier-ignore
export const sourceFaults = {
  // connecting
  'address-not-listed': { isRetryable: false, title: '地址不在许可范围', detail: '数据源地址不在平台许可访问的范围内，没有连接。请核对地址，或由市政府信息中心把它加入许可清单。' },
  'address-forbidden': { isRetryable: false, title: '地址不允许访问', detail: '数据源地址（或它解析、跳转到的地址）属于本机、链路本地或云元数据等禁止访问的网段，没有连接。请改用政务外网中的正式地址。' },
  'name-not-found': { isRetryable: true, title: '域名无法解析', detail: '数据源的域名解析不到地址。请核对域名，或检查政务外网的域名服务。' },
  'not-reachable': { isRetryable: true, title: '连接不上', detail: '连接不上数据源（拒绝连接或网络不通）。请检查服务是否启动、端口和防火墙是否放行。' },
  'certificate-not-trusted': { isRetryable: false, title: '服务器证书不受信任', detail: '数据源的服务器证书没有通过验证（过期、域名不符或颁发机构不受信任），没有发送任何内容。请更换证书，或登记颁发机构的根证书。' },
  'timed-out': { isRetryable: true, title: '超时', detail: '数据源在 {seconds} 秒内没有答完，已中断。请检查服务性能，或减小每页条数。' },
  'connection-lost': { isRetryable: true, title: '连接中断', detail: '读取途中连接被中断，读到的内容不完整，没有采用。平台会自动重试。' },
  'redirect-refused': { isRetryable: false, title: '跳转未被接受', detail: '服务要求跳转到别处（{status}），目标地址缺失、过多或不被许可，没有跟随。请登记最终的地址。' },
  'time-window-over': { isRetryable: false, title: '超出允许时段', detail: '已到登记的时段之外，本次读取停在第 {page} 页之后，下个时段从头再读。' },

  // the service's answers
  'credentials-missing': { isRetryable: false, title: '没有登记凭据', detail: '还没有登记访问数据源的账号或密钥（或缺少其中的 {name}）。请提供部门登记凭据后重试。' },
  'credentials-refused': { isRetryable: false, title: '凭据不被接受', detail: '数据源不接受登记的账号或密钥。请提供部门核对并重新登记凭据。' },
  'http-status': { isRetryable: true, title: '服务返回错误状态', detail: '服务返回 HTTP {status}，没有给出数据。请提供部门检查服务日志。' },
  'too-many-requests': { isRetryable: true, title: '服务要求降低频率', detail: '服务返回 HTTP {status}，要求稍后再来。平台会按要求等待；如经常出现，请调低每分钟调用次数。' },
  'business-error': { isRetryable: true, title: '服务返回业务错误', detail: '服务返回的业务代码表示失败（不在登记的成功代码之内），没有采用其中的数据。请提供部门检查服务。' },
  'answer-too-large': { isRetryable: false, title: '一页内容过大', detail: '一页应答超过 {limit} 字节的上限，已中断。请减小每页条数。' },
  'answer-not-readable': { isRetryable: true, title: '应答格式不符', detail: '应答不是完整、有效的 {format}，没有采用。请提供部门检查服务是否截断了内容或返回了错误页面。' },
  'member-repeated': { isRetryable: false, title: '同名字段重复', detail: '应答的同一个 JSON 对象中，有同名字段出现不止一次，无法判断以哪个值为准，没有采用。请提供部门修改服务，使每个字段在一个对象中只出现一次。' },
  'encoding-wrong': { isRetryable: true, title: '字符编码不符', detail: '应答不是登记的字符编码 {charset}，继续读取会产生乱码，没有采用。请核对服务的编码并修改登记。' },
  'records-not-found': { isRetryable: true, title: '应答中没有数据列表', detail: '应答中找不到登记的数据路径“{path}”，没有采用。请核对路径，或检查服务返回的内容。' },
  'fields-not-found': { isRetryable: true, title: '记录中没有登记的字段', detail: '在数据路径“{path}”找到了记录，但没有一条含有登记的字段，没有采用。请核对字段的路径，或检查服务是否改了字段名。' },
  'page-repeated': { isRetryable: false, title: '重复返回同一页', detail: '第 {page} 页与前一页内容完全相同，翻页没有前进，本次读取作废。请提供部门检查翻页参数，或让服务给出总数、对不存在的页返回空列表。' },
  'paging-endless': { isRetryable: false, title: '翻页没有尽头', detail: '翻到第 {page} 页仍未结束，达到上限，本次读取作废。请提供部门检查翻页的结束条件。' },
  'total-changed': { isRetryable: false, title: '读取途中总数变化', detail: '翻页途中总数从 {before} 变为 {total}，可能有漏行，本次读取作废。平台会自动重新读取。' },
  'total-differs': { isRetryable: false, title: '条数与总数不符', detail: '读到 {rows} 条，与服务所报的总数 {total} 不符，本次读取作废。{cause}请提供部门检查翻页。' },
  'no-rows-received': { isRetryable: false, title: '全量读取没有数据', detail: '全量读取没有得到任何数据，已有数据保持不变。如确已全部注销，请联系市政府信息中心处理。' },

  'nothing-to-test': { isRetryable: false, title: '来源没有数据', detail: '来源中还没有数据，无法核对与目录的对应。请提供部门先写入或提供数据，再测试一次。' },

  // the front-end database
  'table-not-found': { isRetryable: false, title: '前置库表不存在', detail: '前置库中没有登记的表，或平台账号看不到它。请按平台提供的脚本建表并授权。' },
  'column-missing': { isRetryable: false, title: '前置库表缺少列', detail: '前置库表中没有“{column}”列。请按平台提供的建表脚本核对表结构。' },
  'row-too-large': { isRetryable: false, title: '一行内容过大', detail: '前置库表中有一行的内容超过 {limit} 个字符的上限，没有采用。请把大段文字、图片等内容移出这张表，或截短后再写入。' },
  'table-changed': { isRetryable: false, title: '读取途中表结构变化', detail: '读取途中前置库表的列有变化，本次读取作废，平台会自动重新读取。' },
  'column-not-text': { isRetryable: false, title: '列的类型不能读取', detail: '前置库表的列“{column}”的类型 {type} 是二进制、数组或图形，不能作为文字读取。请由部门的程序员把这一列改为文本、数字或日期类型，或建立转换后的视图。' },
  'key-not-exact': { isRetryable: false, title: '主键列不是准确值', detail: '主键列“{column}”的类型 {type} 是近似数或货币类型，不能准确比较，翻页会漏行。请由部门的程序员把这一列改为整数、DECIMAL（NUMERIC）或文本类型。' },
  'key-empty': { isRetryable: false, title: '主键为空的行过多', detail: '主键列（{column}）为空的行达到 {limit} 行的上限，本次读取作废。请由部门的程序员补全主键，并把主键列设为 NOT NULL。' },
  'key-repeated': { isRetryable: false, title: '主键重复的行过多', detail: '同一主键的行超过 {limit} 行，不能分页读取，本次读取作废。请由部门的程序员核对主键列，并为它们建立主键或唯一索引。' },
  'update-time-type': { isRetryable: false, title: '更新时间的类型不对', detail: '列“{column}”的类型 {type} 不是日期或时间，平台不能按它读取增量。请由部门的程序员把这一列改为带时区的时间类型。' },
  'update-time-empty': { isRetryable: false, title: '更新时间为空', detail: '有的行的列“{column}”为空，增量读取永远读不到这些行。请由部门的程序员补全，并把这一列设为 NOT NULL、默认取当前时间。' },
  'permission-denied': { isRetryable: false, title: '平台账号没有权限', detail: '平台账号没有读取前置库表的权限。请按平台提供的账号脚本授权。' },
  'database-failed': { isRetryable: true, title: '数据库出错', detail: '前置库执行查询时出错（代码 {state}）。请提供部门的数据库管理员检查。' },

  // the platform itself
  'delivery-returned': { isRetryable: false, title: '读取的数据整批退回', detail: '读取的数据没有通过检查，整批没有入库，已有数据不变。平台会按时重新读取，请提供部门先改正问题。' },
  'attempts-exhausted': { isRetryable: false, title: '多次中断', detail: '读取多次被平台自身中断，已停止本次读取，下次按时重新开始。如反复出现，请联系市政府信息中心。' },
} as const satisfies Readonly<Record<string, SourceFaultPhrase>>;

export type SourceFaultCode = keyof typeof sourceFaults;
