import { patternFormat } from './pattern-format.ts';

/**
 * A document's number whose kind stands in the field beside it (`typedBy`). Here it is judged by its characters only;
 * what the kind demands is checked with the row: only a resident identity card carries a citizen id.
 */
export const identityDocument = patternFormat({
  hint: '按证件类型填写证件号码；居民身份证填写 18 位公民身份号码，单元格用文本格式。',
  examples: ['41110219900307001X'],
  pattern: /^[0-9A-Z()\-/.一-龥]{4,40}$/,
  code: 'identity-document-format',
});
