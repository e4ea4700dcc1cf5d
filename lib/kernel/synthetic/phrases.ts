import type { Random } from './random.ts';
import { estates, places, streets } from './vocabulary.ts';

/** By label; the first that fits. */
const phrases: readonly (readonly [RegExp, readonly [string, ...string[]]])[] = [
  [/图$|附件|附图/u, ['总平面图.pdf', '宗地图.jpg', '坐标图.dwg']],
  [
    /范围|宗旨/u,
    [
      '食品生产、销售；预包装食品批发',
      '建筑材料、五金交电销售；货物运输',
      '学术交流、业务培训、咨询服务',
      '农产品种植、初加工和销售',
    ],
  ],
  [/备注|记事|其他状况/u, ['按程序办理', '材料齐全', '原件已核对']],
  [/原因/u, ['因病致困', '家庭成员无固定收入', '工作需要', '机构改革', '合同到期']],
  [/内容/u, ['同意按申报方案办理', '经审查符合要求，予以批准', '经现场核实，与批准内容一致']],
  [/规模/u, ['总建筑面积12000平方米', '地上18层，地下2层', '道路全长1.2公里']],
  [/部位/u, ['左上肢', '右下肢', '双眼', '双耳']],
  [/刑期/u, ['有期徒刑一年', '有期徒刑三年六个月', '有期徒刑五年']],
  [/收入水平/u, ['低收入', '较低', '一般']],
  [/职务/u, ['执行董事', '经理', '监事', '董事长']],
  [/职称/u, ['助理工程师', '工程师', '高级工程师', '一级教师']],
  [/学籍/u, ['漯河市第一中学', '漯河市实验小学']],
  [/事由/u, ['建筑业务工', '餐饮服务', '批发零售', '子女就学']],
  [/类型/u, ['有限责任公司（自然人投资或控股）', '个体工商户', '农民专业合作社']],
  [/用途|用地性质/u, ['住宅', '商业', '城镇住宅用地', '工业用地']],
  [/限制|抵押/u, ['无限制', '已抵押', '无抵押']],
  [/房角点/u, ['114.016512,33.581203;114.016723,33.581203;114.016723,33.581034;114.016512,33.581034']],
  [/房号/u, ['101', '102', '301', '1202']],
  [/单元/u, ['1单元', '2单元', '3单元']],
  [/居委会/u, ['人民社区居委会', '滨河社区居委会', '建设社区居委会']],
  [/属市$/u, ['漯河市']],
  [/地域/u, ['漯河市']],
  [/门牌/u, ['12号', '66号院', '108号3号楼']],
];

/** Makes a plausible short text for a label that names neither a person, a body, an address nor a number. */
export function createPhraseMaker(label: string): (random: Random) => string {
  if (/项目名称|工程名称|小区名称/u.test(label))
    return (random) => `${random.pick(estates)}${random.pick(['一期', '二期', '三期'])}`;
  if (/乡镇/u.test(label)) return (random) => random.pick(random.pick(places).towns);
  if (/城区|县区/u.test(label)) return (random) => random.pick(places).name;
  if (/街道/u.test(label)) return (random) => random.pick(streets);
  const choices = phrases.find(([pattern]) => pattern.test(label))?.[1] ?? [
    `${label}甲类`,
    `${label}乙类`,
    `${label}丙类`,
  ];
  return (random) => random.pick(choices);
}
