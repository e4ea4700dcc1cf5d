import { certificateText } from './certificate-text.ts';
import { patternFormat } from './pattern-format.ts';

/** 不动产权证号, 不动产登记证明号; certificates of before 2015 have other forms and stay as they are. */
export const realEstateCertificate = patternFormat({
  hint: '按证书填写，例如：豫(2020)漯河市不动产权第0001234号。',
  examples: ['豫(2020)漯河市不动产权第0001234号', '豫(2020)舞阳县不动产证明第0000012号'],
  pattern:
    /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\((?:19|20)\d{2}\)[一-龥]{2,20}不动产(?:权第|证明第)\d{7,8}号$/,
  code: 'real-estate-certificate-form',
  normalize: certificateText,
});
