/** No word is taken from a register. */
export const surnames: readonly [string, ...string[]] = syllables(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);
export const maleSyllables: readonly [string, ...string[]] = syllables(
  '伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢彬峰阳东海建国志文家豪泽晨博思远景行',
);
export const femaleSyllables: readonly [string, ...string[]] = syllables(
  '芳娜敏静丽艳娟霞秀玲桂英婷雪梅倩燕红慧颖晶洁琳萍莉欣怡雨涵佳琪诗梦瑶思晓兰春菊凤云月素清雅宁悦然安',
);

export type Place = {
  readonly division: string;
  readonly name: string;
  readonly towns: readonly [string, ...string[]];
};

/** GB/T 2260 codes of Luohe's county-level divisions. */
export const places: readonly [Place, ...Place[]] = [
  {
    division: '411102',
    name: '源汇区',
    towns: ['老街街道', '马路街街道', '顺河街街道', '干河陈街道', '大刘镇', '阴阳赵镇'],
  },
  { division: '411103', name: '郾城区', towns: ['沙北街道', '城关镇', '孟庙镇', '龙城镇', '新店镇', '裴城镇'] },
  { division: '411104', name: '召陵区', towns: ['天桥街道', '翟庄街道', '东城街道', '召陵镇', '邓襄镇', '老窝镇'] },
  { division: '411121', name: '舞阳县', towns: ['舞泉镇', '北舞渡镇', '莲花镇', '吴城镇', '侯集镇'] },
  { division: '411122', name: '临颍县', towns: ['城关街道', '新城街道', '杜曲镇', '繁城镇', '王岗镇', '台陈镇'] },
];
export const streets = [
  '人民路',
  '交通路',
  '黄河路',
  '泰山路',
  '嵩山路',
  '长江路',
  '淮河路',
  '滨河路',
  '文化路',
  '建设路',
  '解放路',
  '辽河路',
  '井冈山路',
  '黄山路',
] as const;
export const estates = [
  '沙澧花园',
  '碧水家园',
  '和谐苑',
  '金色港湾',
  '锦绣城',
  '书香府',
  '幸福里',
  '清风小区',
  '澧河湾',
  '翠湖新村',
] as const;
export const brandSyllables: readonly [string, ...string[]] = syllables(
  '安百邦宝博昌超辰诚春达德鼎东发方飞丰福富光广国海瀚豪和恒弘宏鸿华辉汇嘉佳建金锦晶精景久聚君康科兰乐力利联龙隆美明铭南宁鹏普祺启千庆瑞润森尚盛石世顺舜泰腾天通同万旺维祥鑫信兴旭雅阳耀一亿益盈永友宇裕元源远悦泽展兆正志智中众卓',
);
export const trades = [
  '食品',
  '商贸',
  '建材',
  '机械',
  '农业',
  '物流',
  '科技',
  '置业',
  '医药',
  '印务',
  '纺织',
  '能源',
] as const;

function syllables(text: string): readonly [string, ...string[]] {
  const [first, ...rest] = text;
  if (first === undefined) throw new Error('a list of syllables is empty');
  return [first, ...rest];
}
