import { patternFormat } from './pattern-format.ts';

/** 图幅号, GB/T 13989: `I50` of 1:1,000,000, or with the scale's letter and row and column, `I50G001001`. */
export const mapSheet = patternFormat({
  hint: '填写国家基本比例尺地形图图幅号，例如 I50G001001。',
  examples: ['I50G001001'],
  pattern: /^[A-V](?:0[1-9]|[1-5]\d|60)(?:[B-I]\d{6}|[JK]\d{8})?$/,
  code: 'map-sheet-form',
});
