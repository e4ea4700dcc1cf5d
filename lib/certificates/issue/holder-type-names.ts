/** 持证主体代码类型 (GB/T 36903, annex A) by code, as far as the standard's list is known; what else a code list has goes by its own label. */
export const holderTypeNames: Readonly<Record<string, string>> = {
  '001': '统一社会信用代码',
  '099': '其他法人证件',
  '111': '公民身份号码',
  '114': '军官证',
  '115': '警官证（武警）',
  '118': '士兵证',
  '119': '武警士兵证',
  '120': '文职人员证（军）',
  '122': '文职人员证（武警）',
  '411': '外交护照',
  '412': '公务护照',
  '413': '公务普通护照',
  '414': '普通护照',
  '511': '台湾居民来往大陆通行证',
  '516': '港澳居民来往内地通行证',
  '999': '其他自然人证件',
};
