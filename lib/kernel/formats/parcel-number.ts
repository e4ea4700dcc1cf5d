import { patternFormat } from './pattern-format.ts';

/** 地号: the first 19 characters of the real-estate unit code, or an old local number. */
export const parcelNumber = patternFormat({
  hint: '填写 19 位宗地代码，即不动产单元号的前 19 位。',
  examples: ['411102001002GB00003'],
  pattern: /^\d{12}[A-Z]{2}\d{5}$/,
  code: 'parcel-number-form',
});
