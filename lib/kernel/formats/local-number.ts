import { certificateText } from './certificate-text.ts';
import { patternFormat } from './pattern-format.ts';

/** 户号, 居住证号, 公积金账号 and other numbers without a national form. */
export const localNumber = patternFormat({
  hint: '填写编号，一般为 4 至 30 位数字、字母、短横线或括号，单元格用文本格式。',
  examples: ['LH20200001'],
  pattern: /^[0-9A-Za-z\-()]{4,30}$/,
  code: 'local-number-form',
  normalize: certificateText,
});
