const inBrackets = /[（(]([^（()）]{1,8})[）)]$/u;
const knownUnit =
  /^(?:[万亿千百]?元|美元|平方米|㎡|亩|公顷|平方公里|米|公里|千米|厘米|毫米|吨|千克|公斤|克|千瓦|度|人|户|个|件|次|年|月|天|日|岁|小时|分钟|辆|台|套|间|座|头|只|株|立方米|升)$/u;

/** Reads a number's unit from the end of its heading: 注册资本（万元） is in 万元. */
export function unitOfHeading(heading: string): string | undefined {
  const unit = inBrackets.exec(heading)?.[1]?.trim();
  return unit !== undefined && knownUnit.test(unit) ? unit : undefined;
}
