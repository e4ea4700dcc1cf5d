/** Facts hold names of columns, types and counts, never a value of a row. */
// prettier-ignore
export const tableRemarks = {
  'float-column': '列“{column}”的类型 {type} 是近似数，平台按库中保存的值准确读取，但这种类型最多只能保存 {digits} 位有效数字，多出的位数在写入时已经丢失。金额、编号等请改用 DECIMAL（NUMERIC）。',
  'key-not-unique': '主键列（{columns}）上没有主键或唯一索引，同一主键可能有多行：平台会逐行读到，其中取值不同的都会退回。请为这些列建立主键或唯一索引。',
  'key-folds-letters': '主键列“{column}”的排序规则 {collation} 不区分大小写、全角半角或尾部空格，回写时平台按原样逐字区分。请把这一列改为按二进制比较的排序规则（如 utf8mb4_bin）。',
  'key-may-be-empty': '主键列“{column}”可以为空，主键为空的行会逐行退回。请把这一列设为 NOT NULL。',
  'update-time-in-shanghai': '列“update_time”的类型 {type} 不带时区，其中有比数据库时钟（UTC）晚的时间，平台判断它写的是北京时间，已记入登记内容（updateTimeZone）。如不是，请在登记中写明 UTC。',
  'update-time-zone-unknown': '列“update_time”的类型 {type} 不带时区，从现有数据看不出写的是北京时间还是 UTC。平台每次多读 8 小时的数据，两种情况都不会漏读。请在登记中写明 updateTimeZone，或改用带时区的类型。',
  'clock-differs': '数据库的时钟与平台相差 {seconds} 秒。增量读取以数据库的时钟为准；如果 update_time 由其他机器的时钟写入，可能漏读。请校准数据库服务器的时钟。',
} as const satisfies Readonly<Record<string, string>>;

export type TableRemarkCode = keyof typeof tableRemarks;
