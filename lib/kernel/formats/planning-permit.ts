import { certificateText } from './certificate-text.ts';
import { patternFormat } from './pattern-format.ts';

/** 规划许可证号 of 地字第, 建字第, 用字第, 乡字第: division 6, year 4, serial 5; old ones are free text. */
export const planningPermit = patternFormat({
  hint: '按证书填写，例如：建字第411102202000012号。',
  examples: ['建字第411102202000012号', '地字第411121202100003号'],
  pattern: /^(?:[地建用乡]字第)?\d{6}(?:19|20)\d{2}\d{5}号?$/,
  code: 'planning-permit-form',
  normalize: certificateText,
});
