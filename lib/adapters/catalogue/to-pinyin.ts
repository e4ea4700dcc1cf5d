import { pinyin } from 'pinyin-pro';

/**
 * Syllables without tones, ü as v, one per character (银行 is yin hang: words decide between readings).
 * The dictionary weighs 450 kB: only the function that publishes carries it.
 */
export function toPinyin(text: string): readonly string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true });
}
