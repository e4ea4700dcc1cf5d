import { pinyin } from 'pinyin-pro';

/** Returns syllables without tones, ü as v. Words decide between readings: 银行 is yin hang. */
export function toPinyin(text: string): readonly string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true });
}
