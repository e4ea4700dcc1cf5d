import { certificateText } from './certificate-text.ts';
import { patternFormat } from './pattern-format.ts';

/** 国有土地使用证号. */
export const stateLandCertificate = patternFormat({
  hint: '按证书填写，例如：漯国用(2005)第000123号。',
  examples: ['漯国用(2005)第000123号'],
  pattern: /^.{1,10}国用\(?\d{4}\)?第?.{1,20}号?$/u,
  code: 'state-land-certificate-form',
  normalize: certificateText,
});
