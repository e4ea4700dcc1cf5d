import { invisibleCharacters } from '../../../schemas/kernel/characters.ts';
import { anyOf } from '../../kernel/text/any-of.ts';

/** What a row says of itself in its first cell. */
export type RowWord = 'total' | 'note' | 'signature';

/** `label`: any short name and a colon, such as `数据时点：2020 年底`. */
export type RowMark = RowWord | 'label';

/** Longer texts are no totals and no signatures. */
const maxWordLength = 40;

/** Digits as people write them: half width, full width, Chinese. */
const [arabic, chinese] = ['\\d０-９', '一二三四五六七八九十'];
const arabicDigit = `[${arabic}]`;
const digit = `[${arabic}${chinese}]`;

const sums = anyOf(
  '合计[数额行项栏]? 合计(?:金额|面积|人数|户数|件数) 累计[数额] 总和 分类汇总 汇总 总计 小计 共计 累计 总合计 总数 总人数 总户数 总件数 总金额 总面积 合計 總計 小計',
);
/** An account book carries a page's sum to the next; a pivot table calls its nameless group so. */
const carried = anyOf('承前页 接前页 承上页 过次页 转次页 转后页 [(（](?:空白|blank)[)）]');
const statistics = anyOf('计 平均(?:值|数)? 均[值数] 最[大小]值 总额 [Σ∑] average grandtotal subtotal total sum');
const totalEnd = '(?:$|[:：(（=＝\\d￥¥]|人民币|total|sum)';
/** Excel’s subtotals write the group in front: `甲公司 汇总`, `North Total`. */
const subtotal = /\S\s+(?:汇总|小计|合计|计数|求和|平均值|最[大小]值|乘积|total|count|average|sum)$/iu;
const totals = new RegExp(
  `^[(（]?(?:[\\p{Script=Han}\\d]{0,10}?${sums}|${statistics}|${carried})[)）]?${totalEnd}`,
  'iu',
);

const counters = anyOf('条 户 人 家 个 件 宗 套 页 行 笔 项 元 份 张 处 所 辆 起 例');
const counts = new RegExp(`^(?:总|合)?共(?:计)?[${arabic}${chinese}百千万]+${counters}`, 'u');

const remarks = anyOf('备?注 附注? 说明 填[表报写](?:说明|要求) 注意(?:事项)? 提示 notes? remarks?');
const origins = anyOf(
  '数据(?:来源|说明) 资料来源 统计口径 查询条件 统计条件 筛选条件 (?:人民币|金额)?[(（]?大写[)）]?',
);
const notes = new RegExp(
  `^[(（[【〔*＊※★▲■●]*(?:(?:${remarks}|${origins})${digit}{0,3}[:：.．、)）\\]】〕]|数据来源于|填[表报]须知)`,
  'iu',
);
const bareRemark = /^[(（【]?(?:附?注|附?说明|(?:人民币|合计|金额)?大写|填[表报写](?:说明|要求)|注意事项)[)）】]?$/u;
/** 以下空白, 续表, 接下页: what fills a printed page. */
const fillers = new RegExp(
  `^[-—–=_*＊.…（(【]*(?:(?:[此本][行页表栏])?以下(?:均?为?空白?|无正文|无内容|无数据)|续[上前]?表|续|接[上下]页|转下页|结束|完|end)[-—–=_*＊.…）)】]*$`,
  'iu',
);
const requirements = /^(?:[*＊★]+(?:为|表示|标记|项|号)|[带标加][*＊★]号?的?)/u;
const statements = /^(?:[*＊]*(?:截至|截止(?=\d)|以上(?:数据|内容|信息|各项|名单|表格)|[本此]表)|※)/u;
const pageOfPages = `第?${arabicDigit}+页?[/／共]${arabicDigit}+页?`;
const pages = new RegExp(
  `^(?:第${digit}+页|共${arabicDigit}+页|${pageOfPages}|page${arabicDigit}+(?:of${arabicDigit}+)?$)`,
  'iu',
);
/** Alone in its row: `- 2 -`, `2/3`. */
const pageNumber = new RegExp(
  `^(?:[-—–]{1,2}${arabicDigit}{1,4}[-—–]{1,2}|${arabicDigit}{1,3}[/／]${arabicDigit}{1,3})$`,
  'u',
);

const acts = anyOf(
  '填表 制表 填报 报送 报表 上报 审核 审批 审查 复核 复审 核对 校对 校验 录入 统计 经办 经手 承办 负责 联系 主管 分管 ' +
    '签发 签收 签字 签名 盖章 批准 编制 制作 打印 导出 提供 接收 移交 单位 部门 科室',
);
const roles = anyOf(
  '人 者 员 单位 部门 机关 科室 领导 负责人 代表人 日期 时间 年月 电话 方式 签字 签名 签章 盖章 公章 章 意见',
);
const signature = new RegExp(`^${acts}{1,3}${roles}*(?:[（(][^）)]{0,12}[）)])?(?:[:：]|$)`, 'u');

const seal = anyOf('盖章 公章 签章');
const sealed = anyOf(`单位[（(]?${seal}[）)]? [（(]${seal}[）)]`);
const posts = anyOf('会计 出纳 制单 操作员 (?:主要|单位|部门)?领导 [局处科院校所站厅]长 主任');
/** A post is a value by itself, and a signature only before a colon or the word for it. */
const signedPost = new RegExp(`^${posts}(?:[(（]?(?:签字|签名|签章)[)）]?)?[:：]`, 'u');
const sealedName = new RegExp(`^\\p{Script=Han}{3,30}[（(]${seal}[）)]$`, 'u');
/** `漯河市民政局 2020年12月1日`, and a day alone that is written in digits. */
const datedName = /^(?:\p{Script=Han}{3,30}\d{4}年\d{1,2}月\d{1,2}日|填[表报]日期\d{4}[-/.]\d{1,2}[-/.]\d{1,2})$/u;
const date = new RegExp(`^(?:日期|时间|年月日|联系电话|电话|${sealed})(?:[:：]|$)`, 'u');
const month = `[${arabic}〇○${chinese}]{2,4}年${digit}{1,3}月`;
const written = new RegExp(`^${month}(?:${digit}{1,3}日)?(?:制表?|填报?|印)?$`, 'u');
const label = /^[\p{Script=Han}A-Za-z（()）、/]{1,14}[:：]/u;

/** First characters of any mark, so that a usual cell costs one look. */
const beginnings = new Uint8Array(0x1_0000);
for (const sign of '合总小共累平均最附备注说填提数资统截以本此第制报上审复核校录经承负联主分签盖批编打导移接单部科法日时年电转过续完查人金带标加汇会出操Σ∑（([【〔☆*＊※★▲■●=_.…-—–TtSsGgNnRrPpEeAa　 ')
  beginnings[sign.charCodeAt(0)] = 1;
/** Signs of a mark that begins otherwise: `3月合计`, `1/3页`, `2020年12月1日`, `数据时点：…`, a sentence. */
const signs = new Uint8Array(0x1_0000);
for (const sign of '计計：:。页年章') signs[sign.charCodeAt(0)] = 1;

/** Last characters of Excel’s subtotals. */
const endings = new Set('总值和积数ltmeLTME');

/** Spares most cells the regular expressions: every mark passes. */
export function mayBeMark(text: string): boolean {
  if (beginnings[text.charCodeAt(0)] === 1) return true;
  for (let i = 0; i < text.length; i += 1) if (signs[text.charCodeAt(i)] === 1) return true;
  return endings.has(text.charAt(text.length - 1)) && subtotal.test(text);
}

/** `合计`, `本页小计`, `源汇区小计` and `Total`, but not a person called 张合计. */
export function isPlainTotal(text: string): boolean {
  const compact = withoutMarks(withoutBlanks(text));
  return plainTotal.test(compact) || statistic.test(compact) || totalOfPlace.test(compact);
}

const plainTotal = /^[(（]?(?:本?[页月年季]|[全总])?(?:合计|总计|小计|共计|累计|总数|合計|總計|小計)/u;
const statistic = new RegExp(`^[(（]?(?:${statistics}|${carried})[)）]?(?:$|[:：(（])`, 'iu');
const totalOfPlace = /^\p{Script=Han}{2,9}(?:合计|总计|小计)(?:$|[:：(（])/u;

/** `审核人：李强` and `审核人`, but not `审核`: nothing in a register is called so. */
export function isSignature(text: string): boolean {
  if (text.length > maxWordLength) return false;
  const compact = withoutBlanks(text);
  if (!signature.test(compact) && !date.test(compact)) return false;
  return /[:：]|^(?:填表|制表|填报|报送|审核|复核|经办|经手|校对|录入|统计|编制|打印).*[人员期章]/u.test(compact);
}

const signatures = [signature, date, written, signedPost, sealedName, datedName];
/** `填表人 王芳`: the blank tells a name from a longer word. */
const signedApart = new RegExp(`^\\s*${acts}{1,3}[人者员]\\s+\\p{Script=Han}{2,4}\\s*$`, 'u');

/** Reads a first cell: `合 计`, `注：…`, `填表人：…`; `null` for anything else. */
export function readMark(text: string): RowMark | null {
  const compact = withoutMarks(withoutBlanks(text.slice(0, 200)));
  if (pages.test(compact) || bareRemark.test(compact) || fillers.test(compact)) return 'note';
  if (compact.length <= maxWordLength) {
    if (totals.test(compact) || counts.test(compact)) return 'total';
    if (subtotal.test(text.trim())) return 'total';
    if (signedApart.test(text) || signatures.some((pattern) => pattern.test(compact))) return 'signature';
  }
  if (notes.test(compact) || statements.test(compact) || requirements.test(compact) || compact.endsWith('。'))
    return 'note';
  return label.test(compact) ? 'label' : null;
}

/** `2、`, `(3)`, `③`: a further line of a note. */
export function isNoteLine(text: string): boolean {
  return /^\s*(?:[（(]?[\d０-９一二三四五六七八九十]{1,3}[、.．)）]|[①-⑳])/u.test(text) || /[。；;]\s*$/u.test(text);
}

/** Spares most cells the two tests below. */
export function mayBeLayout(text: string): boolean {
  const first = text.charCodeAt(0);
  return first < 0x30 || (first < 0x40 && text.length < 9) || layoutSigns.includes(text.charAt(0));
}

const layoutSigns = '=_—–＊～~·…　';

/** Tells what a row holds that has nothing else: a page number. */
export function isPageNumber(text: string): boolean {
  return text.length <= 20 && pageNumber.test(withoutBlanks(text));
}

const sample = /^[(（]?(?:示?例|样例|范例|举例|示范|填写示例|样表)[)）]?[\d一二三]?[:：]?$/u;

/** `例`, `示例：`: what people write beside a row that shows how to fill in the others. */
export function isSample(text: string): boolean {
  return text.length <= 10 && sample.test(withoutBlanks(text));
}

const dayAlone = /^\s*(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}\s*$/u;

/** `2020-12-01`: alone in a column of names it is the day of signing. */
export function isDayAlone(text: string): boolean {
  return text.length <= 14 && dayAlone.test(text);
}

const drawnLine = /^(?:[-—–=_*＊~～·.#+]{3,200}|…{1,200})$/u;

/** `-----`, `======`, `……`: a line drawn with signs. */
export function isDrawnLine(text: string): boolean {
  return drawnLine.test(withoutBlanks(text.slice(0, 200)));
}

function withoutBlanks(text: string): string {
  return text.replace(blank, '');
}

const blank = new RegExp(`[\\s${invisibleCharacters}]+`, 'gu');

/** `★合计★`, `【合计】`, `一、合计` → `合计`: only around a total, for marks and numbers begin notes. */
function withoutMarks(compact: string): string {
  return markedTotal.exec(compact)?.[1] ?? compact;
}

const markedTotal = new RegExp(
  `^[*＊★☆【[]*(?:${digit}{1,2}[、.．])?((?:[\\p{Script=Han}\\d]{0,4}?${sums}|${statistics})[)）]?)[*＊★☆】\\]]*$`,
  'iu',
);
