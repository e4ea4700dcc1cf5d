import type { FindingSeverity } from './finding.ts';

/** A `{name}` is filled from facts, never from the cell's value. */
export type FindingPhrase = { readonly severity: FindingSeverity; readonly title: string; readonly detail: string };

/** What is only probable is a warning (standards §1). `{hint}` is the format's. */
// prettier-ignore
export const findingPhrases = {
  // any cell
  'required-cell-empty': { severity: 'error', title: '必填项为空', detail: '“{label}”为必填项，但单元格为空。请补填后重新上传。' },
  'required-cell-placeholder': { severity: 'error', title: '必填项写了未填的字样', detail: '“{label}”为必填项，单元格里写的是“{written}”，按未填处理。{hint}请填写实际内容后重新上传；确实没有内容的，请联系市政府信息中心。' },
  'placeholder-read-as-empty': { severity: 'warning', title: '按未填处理', detail: '“{label}”单元格里写的是“{written}”，按未填处理。没有内容的选填项请留空；有内容的请补填。' },
  'error-cell': { severity: 'error', title: '单元格为公式错误', detail: '“{label}”单元格显示的是公式错误（如 #N/A、#REF!），没有可用的值。请修正公式，或直接填写正确内容。' },
  'formula-not-computed': { severity: 'error', title: '公式没有计算结果', detail: '“{label}”单元格里是公式，但文件里没有保存计算结果。请在 Excel 或 WPS 中打开原文件、保存一次后重新上传，或直接填写内容。' },
  'id-number-digits-lost': { severity: 'error', title: '长号码被存成数字', detail: '“{label}”单元格为数字格式，而 Excel 的数字只保留 15 位，后面的数位已经丢失。请先把单元格设为“文本”格式，再按原件重新填写完整号码。' },
  'leading-zeros-lost': { severity: 'error', title: '号码开头的 0 可能丢失', detail: '“{label}”单元格为数字格式，位数不足，开头的 0 可能已被 Excel 去掉。请先把单元格设为“文本”格式，再重新填写完整号码。' },
  'date-made-by-excel': { severity: 'error', title: '内容变成了日期', detail: '“{label}”单元格里是一个日期，这一项不是日期。Excel 会把 3-5、1/2、3.5.1 这样的内容自动变成日期，原来填的是什么已无法看出。请先把单元格设为“文本”格式（数字设为“常规”格式），或在内容前加一个英文单引号 \'，再按原件重新填写。' },
  'logical-cell': { severity: 'error', title: '内容是逻辑值', detail: '“{label}”的内容是逻辑值（TRUE 或 FALSE），不是文字。请填写实际的内容；确是这个单词的，请先把单元格设为“文本”格式，再重新填写。' },
  'scaled-number': { severity: 'error', title: '数字按千或万缩小显示', detail: '“{label}”单元格的数字格式把数字缩小后显示，看到的数与实际存的数不同，无法确定以哪个为准。请把单元格设为“常规”格式，核对数值和单位后重新填写。' },
  'percent-not-expected': { severity: 'error', title: '单元格为百分比格式', detail: '“{label}”单元格为百分比格式，但这一项不是百分数，看到的数与实际存的数相差 100 倍。请把单元格设为“常规”格式，再重新填写数字。' },
  'text-too-long': { severity: 'error', title: '内容过长', detail: '“{label}”最多 {limit} 个字，现有 {length} 个字。请精简内容，或联系市政府信息中心调整目录中的长度。' },
  'control-characters': { severity: 'error', title: '含有不可见的控制字符', detail: '“{label}”含有不可见的控制字符，常见于从其他系统复制的内容。请删除该单元格内容后手工重新填写。' },
  'text-garbled': { severity: 'warning', title: '含有乱码', detail: '“{label}”含有无法识别的字符（乱码）。请对照原件核对，必要时重新填写。' },
  'private-use-character': { severity: 'warning', title: '含有自造字', detail: '“{label}”含有自造字，这种字只在录入的电脑上能显示。请对照原件核对，改用国家标准字符集（GB 18030）中的字。' },
  'merged-cell': { severity: 'warning', title: '合并单元格', detail: '“{label}”在第 {row} 行起使用了合并单元格，只有左上角一格有值，其余各格按空处理。请取消合并，逐行填写。' },
  'merged-cell-filled': { severity: 'warning', title: '合并单元格，各行取同一个值', detail: '“{label}”从第 {row} 行起是合并单元格，合并范围内的各行都按这个值登记。请核对；各行内容不同的，请取消合并，逐行填写。' },

  // identity numbers
  'citizen-id-format': { severity: 'error', title: '公民身份号码格式不符', detail: '“{label}”不是公民身份号码的格式。{hint}请对照证件核对后重新填写。' },
  'citizen-id-birth-date': { severity: 'error', title: '公民身份号码中的出生日期不存在', detail: '“{label}”第 7 至 14 位不是一个真实的、不晚于今天的出生日期。请对照证件核对后重新填写。' },
  'citizen-id-check-character': { severity: 'error', title: '公民身份号码校验码不符', detail: '“{label}”的最后一位与前 17 位不相符，号码中至少有一位有误。请对照证件逐位核对。' },
  'citizen-id-old-form': { severity: 'warning', title: '15 位旧身份证号', detail: '“{label}”为 15 位旧号码，已换算成 18 位登记。请核实该人员现用的 18 位公民身份号码。' },
  'citizen-id-old-form-century': { severity: 'warning', title: '15 位旧身份证号无法换算', detail: '“{label}”为 15 位旧号码，且顺序码属百岁老人专用，不能自动换算，已按原号登记。请核实该人员现用的 18 位公民身份号码。' },
  'citizen-id-foreigner-card': { severity: 'warning', title: '外国人永久居留证号码', detail: '“{label}”看来是外国人永久居留证的旧号码，不是公民身份号码，已按原号登记。请核实证件种类和号码。' },
  'citizen-id-division': { severity: 'warning', title: '身份号码的地区码少见', detail: '“{label}”前 2 位不是已知的省级地区代码。请对照证件核对；确实无误的不必修改。' },
  'citizen-id-age': { severity: 'warning', title: '年龄超过 120 岁', detail: '按“{label}”推算，年龄超过 120 岁。请对照证件核对；确实无误的不必修改。' },
  'identity-document-format': { severity: 'warning', title: '证件号码含有少见的字符', detail: '“{label}”含有证件号码一般不会有的字符。请对照证件核对；确实无误的不必修改。' },
  'organization-code-format': { severity: 'error', title: '组织机构代码格式不符', detail: '“{label}”不是组织机构代码的格式。{hint}请核对后重新填写。' },
  'organization-code-check-character': { severity: 'error', title: '组织机构代码校验码不符', detail: '“{label}”的最后一位与前 8 位不相符，代码中至少有一位有误。请对照证书逐位核对。' },
  'credit-code-format': { severity: 'error', title: '统一社会信用代码格式不符', detail: '“{label}”不是统一社会信用代码的格式。{hint}请核对后重新填写。' },
  'credit-code-check-character': { severity: 'error', title: '统一社会信用代码校验码不符', detail: '“{label}”的最后一位与前 17 位不相符，代码中至少有一位有误。请对照证照逐位核对；确为登记机关发放的，请在目录的“已确认的例外”中登记这个代码，经市政府信息中心审核后即可报送。' },
  'credit-code-exception': { severity: 'warning', title: '信用代码为已确认的例外', detail: '“{label}”的校验码不符，但已作为登记机关实际发放的代码确认，按原文登记。不必修改；登记机关换发新代码后，请及时更新。' },
  'credit-code-organization-part': { severity: 'warning', title: '信用代码中的主体标识码不符', detail: '“{label}”第 9 至 17 位的主体标识码（组织机构代码）自身校验不符。请对照证照核对；确实无误的不必修改。' },
  'credit-code-prefix': { severity: 'warning', title: '信用代码的机构类别不符', detail: '“{label}”前 2 位表示的机构类别与本信息资源不一致，一般应为 {expected}。请核对是否填错了单位；确实无误的不必修改。' },
  'credit-code-or-organization-code-format': { severity: 'error', title: '机构代码格式不符', detail: '“{label}”既不是统一社会信用代码，也不是组织机构代码。{hint}请核对后重新填写。' },
  'credit-code-or-registration-number-format': { severity: 'error', title: '注册号格式不符', detail: '“{label}”既不是统一社会信用代码，也不是工商注册号。{hint}请核对后重新填写。' },
  'registration-number-check-digit': { severity: 'error', title: '工商注册号校验码不符', detail: '“{label}”的最后一位与前 14 位不相符，注册号中至少有一位有误。请对照营业执照逐位核对。' },
  'citizen-id-or-credit-code-format': { severity: 'error', title: '身份号码或信用代码格式不符', detail: '“{label}”既不是公民身份号码，也不是统一社会信用代码。{hint}请核对后重新填写。' },
  'taxpayer-id-format': { severity: 'error', title: '纳税人识别号格式不符', detail: '“{label}”不是纳税人识别号的格式。{hint}请核对后重新填写。' },
  'taxpayer-id-check-character': { severity: 'warning', title: '纳税人识别号校验不符', detail: '“{label}”为 18 位，但不符合统一社会信用代码或公民身份号码的校验。请对照登记证件核对；确实无误的不必修改。' },

  // names of persons
  'person-name-format': { severity: 'error', title: '不是姓名', detail: '“{label}”不是一个人的姓名，或者缺字、含有姓名不会有的符号。{hint}请对照证件核对后重新填写。' },
  'person-name-private-use': { severity: 'error', title: '姓名中有自造字', detail: '“{label}”含有自造字，这种字只在录入的电脑上能显示，登记后无法辨认。请改用国家标准字符集（GB 18030）中的字；输入法打不出的生僻字，可请公安户籍部门查明标准字后重新填写。' },
  'person-name-unusual': { severity: 'warning', title: '姓名形式少见', detail: '“{label}”的形式少见，例如只有一个字、含有数字或括号、一格写了几个人。请对照证件核对；确实无误的不必修改。' },

  // places, vehicles, contact
  'division-format': { severity: 'error', title: '行政区划代码格式不符', detail: '“{label}”不是行政区划代码的格式。{hint}请核对后重新填写。' },
  'division-unknown': { severity: 'warning', title: '行政区划代码少见', detail: '“{label}”不是现行的行政区划代码。请核对；确实无误的不必修改。' },
  'vin-format': { severity: 'warning', title: '车辆识别代号格式不符', detail: '“{label}”不是 17 位车辆识别代号（不含字母 I、O、Q）。请对照行驶证核对；早年车辆确实如此的不必修改。' },
  'vin-check-digit': { severity: 'warning', title: '车辆识别代号校验位不符', detail: '“{label}”第 9 位校验位不符。请对照行驶证逐位核对；进口车辆确实无误的不必修改。' },
  'engine-number-format': { severity: 'warning', title: '发动机号形式少见', detail: '“{label}”不是常见的发动机号形式。{hint}请核对；确实无误的不必修改。' },
  'phone-format': { severity: 'error', title: '电话号码格式不符', detail: '“{label}”不是有效的电话号码。{hint}请核对后重新填写。' },
  'post-code-format': { severity: 'error', title: '邮政编码格式不符', detail: '“{label}”不是邮政编码的格式。{hint}请核对后重新填写。' },
  'bank-card-format': { severity: 'error', title: '银行账号格式不符', detail: '“{label}”不是银行卡号或账号的格式。{hint}请核对后重新填写。' },
  'bank-card-check-digit': { severity: 'warning', title: '银行卡号校验位不符', detail: '“{label}”的校验位不符。如为银行卡号，请逐位核对；如为对公账号且确实无误，不必修改。' },

  // days and times
  'date-format': { severity: 'error', title: '日期格式无法识别', detail: '“{label}”无法识别为日期。{hint}请修改后重新上传。' },
  'date-incomplete': { severity: 'error', title: '日期不完整', detail: '“{label}”只有年份或年月，缺少具体的日。{hint}请补全后重新上传。' },
  'date-not-real': { severity: 'error', title: '日期不存在', detail: '“{label}”写的日期在日历上不存在（例如 2 月 30 日）。请核对后重新填写。' },
  'date-ambiguous-serial': { severity: 'error', title: '日期数值无法确定', detail: '“{label}”单元格里的数字无法确定是哪一天。请改为“年-月-日”的形式填写，例如 2020-11-30。' },
  'date-in-future': { severity: 'error', title: '日期晚于今天', detail: '“{label}”记录的是已经发生的事，但日期晚于今天。请核对后重新填写。' },
  'date-year-not-shown': { severity: 'warning', title: '单元格没有显示年份', detail: '“{label}”单元格只显示月日，没有显示年份，已按其中存的日期登记。输入 3-5 这样的内容时，年份是 Excel 按当年自动补的。请把单元格设为“年-月-日”格式，核对年份。' },
  'date-day-not-shown': { severity: 'warning', title: '单元格没有显示日', detail: '“{label}”单元格只显示年月，没有显示日，已按其中存的当月 1 日登记。输入 2020年12月 这样的内容时，1 日是 Excel 自动补的。请把单元格设为“年-月-日”格式，核对并填写实际的日期。' },
  'date-unlikely': { severity: 'warning', title: '年份少见', detail: '“{label}”的年份离现在过远，可能填错。请核对；确实无误的不必修改。' },
  'date-range-format': { severity: 'error', title: '期限格式无法识别', detail: '“{label}”无法识别为起止日期。{hint}请修改后重新上传。' },
  'date-range-one-day': { severity: 'warning', title: '期限只有一个日期', detail: '“{label}”只有一个日期，已按截止日期登记。如有起始日期，请按“起始日期-截止日期”补全。' },
  'date-time-format': { severity: 'error', title: '日期时间格式无法识别', detail: '“{label}”无法识别为日期时间。{hint}请修改后重新上传。' },
  'year-month-format': { severity: 'error', title: '年月格式无法识别', detail: '“{label}”无法识别为年月。{hint}请修改后重新上传。' },
  'year-format': { severity: 'error', title: '年份格式无法识别', detail: '“{label}”无法识别为年份。{hint}请修改后重新上传。' },

  // certificates and registers
  'real-estate-unit-format': { severity: 'error', title: '不动产单元号格式不符', detail: '“{label}”不是不动产单元号的格式。{hint}请对照证书核对后重新填写。' },
  'real-estate-unit-no-building': { severity: 'error', title: '不动产单元号前后矛盾', detail: '“{label}”的定着物特征码为 W（无定着物），其后 8 位应全部为 0。请对照证书核对后重新填写。' },
  'real-estate-unit-letter': { severity: 'warning', title: '不动产单元号的特征码少见', detail: '“{label}”中的宗地或定着物特征码字母（或其组合）不在国家标准的列表内。请对照证书核对；确实无误的不必修改。' },
  'real-estate-unit-division': { severity: 'warning', title: '不动产单元号不属于本市', detail: '“{label}”前 6 位不是漯河市所辖县区的代码。请对照证书核对；确实无误的不必修改。' },
  'real-estate-certificate-form': { severity: 'warning', title: '不动产权证号形式少见', detail: '“{label}”不是现行不动产权证号的形式，已按原文登记。{hint}旧证书确实如此的不必修改。' },
  'state-land-certificate-form': { severity: 'warning', title: '国有土地使用证号形式少见', detail: '“{label}”不是常见的国有土地使用证号形式，已按原文登记。{hint}确实无误的不必修改。' },
  'parcel-number-form': { severity: 'warning', title: '地号形式少见', detail: '“{label}”不是 19 位宗地代码的形式，已按原文登记。{hint}旧地号确实如此的不必修改。' },
  'map-sheet-form': { severity: 'warning', title: '图幅号形式少见', detail: '“{label}”不是国家基本比例尺地形图图幅号的形式，已按原文登记。{hint}确实无误的不必修改。' },
  'marriage-certificate-format': { severity: 'error', title: '婚姻登记证字号格式不符', detail: '“{label}”不是结婚证或离婚证字号的格式。{hint}请对照证件核对后重新填写。' },
  'marriage-certificate-old-form': { severity: 'warning', title: '早年的婚姻登记证字号', detail: '“{label}”看来是 2004 年以前的字号形式，已按原文登记。请对照证件核对；确实无误的不必修改。' },
  'construction-permit-format': { severity: 'error', title: '施工许可证号格式不符', detail: '“{label}”不是建筑工程施工许可证号的格式。{hint}请对照证书核对后重新填写。' },
  'construction-permit-date': { severity: 'error', title: '施工许可证号中的日期不存在', detail: '“{label}”第 7 至 14 位不是一个真实的日期。请对照证书核对后重新填写。' },
  'planning-permit-form': { severity: 'warning', title: '规划许可证号形式少见', detail: '“{label}”不是新版规划许可证号的形式，已按原文登记。{hint}旧证书确实如此的不必修改。' },
  'disability-certificate-format': { severity: 'error', title: '残疾人证号格式不符', detail: '“{label}”不是残疾人证号的格式。{hint}请对照证件核对后重新填写。' },
  'disability-certificate-id': { severity: 'error', title: '残疾人证号中的身份号码有误', detail: '“{label}”的前 18 位不是有效的公民身份号码。请对照证件逐位核对。' },
  'driving-class-format': { severity: 'error', title: '准驾车型无法识别', detail: '“{label}”不是准驾车型代号。{hint}请对照驾驶证核对后重新填写。' },
  'birth-certificate-form': { severity: 'warning', title: '出生医学证明编号形式少见', detail: '“{label}”不是常见的出生医学证明编号形式，已按原文登记。{hint}确实无误的不必修改。' },
  'local-number-form': { severity: 'warning', title: '编号形式少见', detail: '“{label}”含有编号一般不会有的字符，或长度少见，已按原文登记。{hint}确实无误的不必修改。' },
  'repayment-months-format': { severity: 'error', title: '还款状态格式不符', detail: '“{label}”不是 24 个月还款状态的格式。{hint}请核对后重新填写。' },
  'repayment-months-order': { severity: 'error', title: '还款状态前后矛盾', detail: '“{label}”中的“/”表示尚未开户，只能出现在最前面。请核对后重新填写。' },

  // numbers and codes
  'number-format': { severity: 'error', title: '不是数字', detail: '“{label}”{unit}应为数字，不带文字。{hint}请修改后重新上传。' },
  'number-unit': { severity: 'error', title: '单位无法换算', detail: '“{label}”{unit}里写了别的单位或文字，平台不能准确换算。请换算后只填数字。' },
  'number-too-large': { severity: 'error', title: '数字过大', detail: '“{label}”{unit}的整数部分最多 {limit} 位。请核对数值和单位后重新填写。' },
  'decimal-places': { severity: 'error', title: '小数位数过多', detail: '“{label}”{unit}最多保留 {limit} 位小数。请四舍五入后重新填写。' },
  'integer-expected': { severity: 'error', title: '应为整数', detail: '“{label}”{unit}应为整数。请核对后重新填写。' },
  'out-of-range': { severity: 'error', title: '数值超出范围', detail: '“{label}”{unit}应在 {min} 至 {max} 之间。请核对数值和单位后重新填写。' },
  'below-minimum': { severity: 'error', title: '数值过小', detail: '“{label}”{unit}不能小于 {min}。请核对数值和单位后重新填写。' },
  'above-maximum': { severity: 'error', title: '数值过大', detail: '“{label}”{unit}不能大于 {max}。请核对数值和单位后重新填写。' },
  'out-of-usual-range': { severity: 'warning', title: '数值少见', detail: '“{label}”{unit}一般在 {min} 至 {max} 之间。请核对数值和单位；确实无误的不必修改。' },
  'yes-no-unknown': { severity: 'error', title: '是否项无法识别', detail: '“{label}”只能填“是”或“否”。请修改后重新上传。' },
  'code-unknown': { severity: 'error', title: '不在可选值内', detail: '“{label}”填写的内容不在代码表“{list}”之内。请从模板的下拉列表中选择，或填写对应的代码。' },
  'code-unlisted': { severity: 'warning', title: '不在代码表内', detail: '“{label}”填写的内容不在代码表“{list}”之内，已按原文登记。请尽量从模板的下拉列表中选择。' },

  // between the cells of a row
  'dates-out-of-order': { severity: 'error', title: '日期先后颠倒', detail: '“{label}”早于“{other}”。请核对这两个日期，改正填错的一个。' },
  'before-birth': { severity: 'error', title: '早于出生日期', detail: '“{label}”早于“{other}”中的出生日期。请核对这两项，改正填错的一项。' },
  'age-too-low': { severity: 'error', title: '年龄不足', detail: '按“{other}”推算，“{label}”当日未满 {years} 周岁。请对照证件核对这两项，改正填错的一项。' },
  'part-exceeds-whole': { severity: 'error', title: '分项大于总数', detail: '“{label}”大于“{other}”。请核对这两项的数值和单位，改正填错的一项。' },
  'range-out-of-order': { severity: 'error', title: '期限起止颠倒', detail: '“{label}”的截止日期早于起始日期。请核对后重新填写。' },
  'birth-date-differs-from-id': { severity: 'warning', title: '出生日期与身份号码不一致', detail: '“{label}”与“{other}”中的出生日期不一致。请对照证件核对这两项。' },
  'sex-differs-from-id': { severity: 'warning', title: '性别与身份号码不一致', detail: '“{label}”与“{other}”第 17 位所示的性别不一致。请对照证件核对这两项。' },
  'sum-differs': { severity: 'warning', title: '合计与分项不一致', detail: '“{label}”不等于{parts}之和，相差超过 {tolerance}。请核对合计和各分项。' },
  'values-not-different': { severity: 'error', title: '两项内容相同', detail: '“{label}”与“{other}”填写的内容相同，这两项应当不同。请核对后改正。' },
  'none-filled': { severity: 'error', title: '至少填写一项', detail: '{labels}至少要填写一项，现在都为空。请补填后重新上传。' },
  'filled-when-empty': { severity: 'error', title: '需同时填写', detail: '按“{other}”所填的内容，“{label}”也必须填写。请补填后重新上传。' },
  'disability-certificate-parts-differ': { severity: 'error', title: '与残疾人证号不一致', detail: '“{label}”与“{other}”中的对应部分不一致。请对照残疾人证核对这两项。' },

  // the whole row
  'row-too-large': { severity: 'error', title: '整行内容过大', detail: '本行内容合计 {size} KB，超过一条记录 {limit} KB 的上限，其中“{label}”最长。请精简本行的长文本后重新报送；确需保存全文的，请联系市政府信息中心。' },

  // between the rows of a delivery
  'duplicate-key': { severity: 'error', title: '记录重复且内容不同', detail: '本行与{otherPlace}第 {otherRow} 行的{label}相同，其余内容不同，无法判断哪一行正确，这几行都没有入库。请保留正确的一行，删除其余各行后重新报送。' },
  'row-repeated': { severity: 'warning', title: '同一行重复出现', detail: '本行与{otherPlace}第 {otherRow} 行完全相同，只按一条记录登记。请删除多余的一行；确属两条不同记录的，请核对{label}。' },

  // source and records compared as a whole
  'pages-overlap': { severity: 'warning', title: '分页读取有重复', detail: '有 {count} 行在不同的页中重复出现，翻页可能有遗漏，本次没有移除来源中未出现的 {retained} 条记录。请提供部门检查接口的排序和翻页。' },
  'record-missing-here': { severity: 'warning', title: '平台缺少的记录', detail: '来源中有这一行，平台没有对应的记录。本次核对已补入，不必处理。' },
  'record-differs': { severity: 'warning', title: '与来源不一致的记录', detail: '平台的记录与来源中这一行的内容不一致。本次核对已按来源改正，不必处理。' },
  'record-not-at-source': { severity: 'warning', title: '来源已没有的记录', detail: '平台有 {count} 条记录在来源中已不存在，已随本次核对移除。超过安全线的，请市政府信息中心核实后放行。' },

  // the sheet and the file
  'no-data-sheet': { severity: 'error', title: '找不到数据表', detail: '工作簿中没有找到“{dataset}”的数据表。请下载本信息资源的模板，把数据填入后重新上传。' },
  'header-row-not-found': { severity: 'error', title: '找不到表头', detail: '工作表“{sheet}”的前 {limit} 行中没有找到“{dataset}”的表头。请使用本信息资源的模板，保留表头行后重新上传。' },
  'no-rows': { severity: 'error', title: '没有数据', detail: '工作表“{sheet}”的表头下面没有数据。请填写后重新上传；如确无数据，请联系市政府信息中心说明情况。' },
  'column-missing': { severity: 'error', title: '缺少列', detail: '表头中缺少“{label}”列。请按模板补上这一列后重新上传；没有数据的选填列可以留空，但列不能删除。' },
  'column-unknown': { severity: 'warning', title: '多出列', detail: '{column} 列的表头不是本信息资源的信息项，这一列没有归集，其余各列照常归集。不需要归集的不必处理；确需归集的，请先联系市政府信息中心修改目录。' },
  'column-doubled': { severity: 'error', title: '列重复', detail: '{column} 列与 {otherColumn} 列都是“{label}”。请只保留正确的一列后重新上传。' },
  'header-changes': { severity: 'error', title: '表头前后不一致', detail: '工作表“{sheet}”第 {otherRow} 行又有一行表头，各列的次序、名称或单位与第 {headerRow} 行的表头不同，它下面的数据不能按第 {headerRow} 行的表头读取，为免错位，本次没有归集。请把各部分数据按同一次序、同一单位合并到一个表头下，或分别放到不同的工作表，然后重新上传。' },
  'column-without-header': { severity: 'warning', title: '列没有表头', detail: '{column} 列有内容但没有表头，这一列没有归集。请补上表头，或删除这一列。' },
  'column-unit-converted': { severity: 'warning', title: '已按表中的单位换算', detail: '{column} 列写的单位是“{written}”，“{label}”的单位是“{unit}”，本次已换算后归集。请核对；单位写错的，请改正后重新上传。' },
  'column-unit-differs': { severity: 'error', title: '表中的单位无法换算', detail: '{column} 列写的单位是“{written}”，“{label}”的单位是“{unit}”，平台不能准确换算。请把这一列的数值换算成“{unit}”，改正单位后重新上传。' },
  'other-dataset-template': { severity: 'error', title: '用了其他信息资源的模板', detail: '这个文件是按“{otherDataset}”的模板填写的，不是“{dataset}”的模板。请核对后改用正确的模板，或上传到对应的信息资源。' },
  'template-version-incompatible': { severity: 'error', title: '模板版本已不适用', detail: '这个文件用的是第 {templateVersion} 版模板，与现行的第 {version} 版不兼容。请下载新模板，把数据填入后重新上传。' },
  'template-altered': { severity: 'warning', title: '模板标记被改动', detail: '模板中的标记已被改动，本次改按表头文字识别各列。建议下次使用重新下载的模板。' },
  'several-sheets-read': { severity: 'warning', title: '读取了多个工作表', detail: '工作表{sheets}的表头相同，都是“{dataset}”的数据，本次一并读取。请核对；不应报送的工作表请删除后重新上传。' },
  'other-sheet-differs': { severity: 'error', title: '另一个工作表的表头不一致', detail: '工作表“{otherSheet}”也有“{dataset}”的数据，但它的列与“{sheet}”不一致，为免只归集一部分，本次没有读取。请把两个工作表的表头改成一致，或把数据合并到一个工作表，或删除不报送的工作表后重新上传。' },
  'other-sheet-left-out': { severity: 'warning', title: '另有工作表未读取', detail: '工作表“{otherSheet}”有“{dataset}”的部分信息项，但缺少主键或多数列，没有归集，本次只读取了“{sheet}”。其中如有应归集的数据，请合并到“{sheet}”后重新上传。' },
  'sheet-without-header': { severity: 'error', title: '另一个工作表没有表头', detail: '工作表“{otherSheet}”没有表头，但各列像是“{dataset}”的数据，为免只归集“{sheet}”这一部分，本次没有读取。请给它补上与“{sheet}”相同的表头；不报送的，请删除这个工作表，然后重新上传。' },
  'too-many-sheets': { severity: 'error', title: '工作表过多', detail: '工作簿有 {count} 个工作表，平台最多查看 {limit} 个，为免只归集一部分，本次没有读取。请把数据合并到较少的工作表，或分成几个工作簿按增量报送。' },
  'hidden-sheet-left-out': { severity: 'warning', title: '隐藏的工作表未读取', detail: '隐藏的工作表“{otherSheet}”也像是“{dataset}”的数据，没有归集，本次只读取了“{sheet}”。其中如有应归集的数据，请取消隐藏后重新上传。' },
  'rows-not-data': { severity: 'warning', title: '不是数据的行', detail: '{place}有些行看来不是数据，没有归集，也不计入行数：{rows}。请核对；其中如有应归集的记录，请补全该行的必填项后重新{again}。' },
  'hidden-rows-read': { severity: 'warning', title: '读取了隐藏的行', detail: '工作表“{sheet}”有 {count} 行数据被筛选或隐藏，已与其他行一并归集：{rows}。请取消筛选和隐藏后核对；不应报送的请删除后重新上传。' },
  'hidden-columns-read': { severity: 'warning', title: '读取了隐藏的列', detail: '工作表“{sheet}”有 {count} 列被隐藏，已与其他列一并归集：{labels}。请取消隐藏后核对内容是否正确。' },
  'hidden-sheet-read': { severity: 'warning', title: '读取了隐藏的工作表', detail: '可见的工作表中没有“{dataset}”的数据，本次读取的是隐藏的工作表“{sheet}”。请核对内容是否正确。' },
} as const satisfies Readonly<Record<string, FindingPhrase>>;

export type FindingCode = keyof typeof findingPhrases;
