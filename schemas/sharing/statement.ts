import { hasPersonalNumber } from '../departments/question.ts';
import { printableLine } from '../kernel/printable-line.ts';

/** A sentence that several parties read and that is kept for years: one line without personal numbers. `thing` is Chinese. */
export const statement = (min: number, max: number, thing: string) =>
  printableLine({ min, max }).refine((text) => !hasPersonalNumber(text), {
    error: `这里有像身份证号、手机号或银行卡号的数字。${thing}会给几个单位看，请删去个人信息，改写事项本身。`,
  });
