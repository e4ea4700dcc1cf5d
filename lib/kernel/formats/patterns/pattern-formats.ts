import type { FieldFormat } from '../../../../schemas/catalogue/field.ts';
import { certificateText } from '../certificates/certificate-text.ts';
import type { Format } from '../format.ts';
import { compactCode } from '../text/compact-text.ts';
import { patternFormat } from './pattern-format.ts';

export const patternFormats = {
  /** Checks only the characters: the kind in the field `typedBy` decides in the row check. */
  'identity-document': patternFormat({
    hint: '按证件类型填写证件号码；居民身份证填写 18 位公民身份号码，单元格用文本格式。',
    examples: ['41110219900307001X'],
    pattern: /^(?!0+$)[0-9A-Z()\-/.一-龥]{4,40}$/,
    code: 'identity-document-format',
  }),
  /** 发动机号 has no national form. */
  'engine-number': patternFormat({
    hint: '填写 4 至 20 位发动机号，由数字和大写字母组成。',
    examples: ['A1234567'],
    pattern: /^[A-Z0-9\-*]{4,20}$/,
    code: 'engine-number-format',
  }),
  'post-code': patternFormat({
    hint: '填写 6 位数字邮政编码。',
    examples: ['462000'],
    // The lowest is 010000, of Hohhot.
    pattern: /^(?!00)\d{6}$/,
    code: 'post-code-format',
    lostZeros: (digits) => digits.length === 5,
  }),
  /** 不动产权证号, 不动产登记证明号; those from before 2015 have other forms. */
  'real-estate-certificate': patternFormat({
    hint: '按证书填写，例如：豫(2020)漯河市不动产权第0001234号。',
    examples: ['豫(2020)漯河市不动产权第0001234号', '豫(2020)舞阳县不动产证明第0000012号'],
    pattern:
      /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\((?:19|20)\d{2}\)[一-龥]{2,20}不动产(?:权第|证明第)\d{7,8}号$/,
    code: 'real-estate-certificate-form',
    normalize: certificateText,
  }),
  'state-land-certificate': patternFormat({
    hint: '按证书填写，例如：漯国用(2005)第000123号。',
    examples: ['漯国用(2005)第000123号'],
    pattern: /^.{1,10}国用\(?\d{4}\)?第?.{1,20}号?$/u,
    code: 'state-land-certificate-form',
    normalize: certificateText,
  }),
  /** 地号: 19 characters of the real-estate unit code, or an old local number. */
  'parcel-number': patternFormat({
    hint: '填写 19 位宗地代码，即不动产单元号的前 19 位。',
    examples: ['411102001002GB00003'],
    pattern: /^\d{12}[A-Z]{2}\d{5}$/,
    code: 'parcel-number-form',
  }),
  /** 图幅号, GB/T 13989: `I50` (1:1,000,000) or `I50G001001`. */
  'map-sheet': patternFormat({
    hint: '填写国家基本比例尺地形图图幅号，例如 I50G001001。',
    examples: ['I50G001001'],
    pattern: /^[A-V](?:0[1-9]|[1-5]\d|60)(?:[B-I]\d{6}|[JK]\d{8})?$/,
    code: 'map-sheet-form',
  }),
  /** 地字第, 建字第, 用字第, 乡字第: division 6, year 4, serial 5; old ones are free text. */
  'planning-permit': patternFormat({
    hint: '按证书填写，例如：建字第411102202000012号。',
    examples: ['建字第411102202000012号', '地字第411121202100003号'],
    pattern: /^(?:[地建用乡]字第)?\d{6}(?:19|20)\d{2}\d{5}号?$/,
    code: 'planning-permit-form',
    normalize: certificateText,
  }),
  /** 准驾车型, stored without separators: `A2D`. */
  'driving-class': patternFormat({
    hint: '填写准驾车型代号，例如 C1；有多个的连写，例如 A2D。',
    examples: ['C1', 'A2D'],
    pattern: /^(?:A[1-3]|B[12]|C[1-6]|[DEFMNP])+$/,
    code: 'driving-class-format',
    normalize: (text) => compactCode(text).replace(/[、,;/+.-]/gu, ''),
  }),
  /** 出生医学证明编号: a letter and nine digits, the first two the province. */
  'birth-certificate': patternFormat({
    hint: '填写出生医学证明编号：1 位大写字母和 9 位数字，例如 R410123456。',
    examples: ['R410123456'],
    pattern: /^[A-Z]\d{9}$/,
    code: 'birth-certificate-form',
  }),
  'local-number': patternFormat({
    hint: '填写编号，一般为 4 至 30 位数字、字母、短横线或括号，单元格用文本格式。',
    examples: ['LH20200001'],
    pattern: /^[0-9A-Za-z\-()]{4,30}$/,
    code: 'local-number-form',
    normalize: certificateText,
  }),
} as const satisfies Partial<Record<FieldFormat, Format>>;
