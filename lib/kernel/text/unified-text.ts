import { invisibleCharacters, unprintableCharacters } from '../../../schemas/kernel/characters.ts';

const invisible = new RegExp(`[${invisibleCharacters}]`, 'gu');
const unprintable = new RegExp(`[${unprintableCharacters}]`, 'u');
const visible = new RegExp(`[^\\s${invisibleCharacters}]`, 'u');

/** Radicals and strokes with the ideographs that they stand for: Unicode's EquivalentUnifiedIdeograph.txt. */
// prettier-ignore
const [radicals, ideographs] = [
  '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡',
  '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎',
];
const ideographOf: ReadonlyMap<string, string> = new Map(
  Array.from(ideographs).map((ideograph, i) => [radicals.charAt(i), ideograph]),
);

/** Radicals, strokes, compatibility ideographs, ligatures, and mathematical letters, as copies from PDF files have them. */
const lookAlikes = /[\u2e80-\u2fdf\u31c0-\u31ef\uf900-\ufaff\ufb00-\ufb06\u{1d400}-\u{1d7ff}\u{2f800}-\u{2fa1f}]/gu;

/** Recognizes ASCII, CJK, Chinese punctuation and full-width forms, which need no care and make up nearly every cell. */
export function isUnifiedText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x3400 && code <= 0x9fff) continue;
    if (code >= 0x20 && code <= 0x7e) continue;
    if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e)) continue;
    if (code === 0xb7 || code === 0x0a || (code >= 0x2014 && code <= 0x201d)) continue;
    return false;
  }
  return true;
}

/**
 * Writes a text in the one form that is stored and compared: without invisible characters, ideographs instead of
 * radicals and compatibility ideographs, composed (NFC). Keeps width and white space. Bound the length before.
 */
export function unifiedText(text: string): string {
  if (isUnifiedText(text)) return text;
  return replaceLookAlikes(text.replace(invisible, '')).normalize('NFC');
}

/** Writes unifiedText in compatibility form (NFKC): for keys, codes and comparisons. Bound the length before. */
export function compatibleText(text: string): string {
  return replaceLookAlikes(text.replace(invisible, '')).normalize('NFKC');
}

function replaceLookAlikes(text: string): string {
  return text.replace(lookAlikes, (sign) => ideographOf.get(sign) ?? sign.normalize('NFKC'));
}

/** Finds control characters (not tab and line ends), noncharacters and lone surrogates. */
export function hasUnprintable(text: string): boolean {
  return unprintable.test(text);
}

/** Tells text of which nothing is seen. */
export function isBlankText(text: string): boolean {
  return !visible.test(text);
}

/** Folds a canonical value for a record's key: `漯河（集团）` and `漯河(集团)` are one. Nearly all values stay as they are. */
export function foldKeyValue(value: string): string {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (!((code >= 0x21 && code <= 0x7e) || (code >= 0x4e00 && code <= 0x9fff)))
      return compatibleText(value).replace(/\s+/gu, ' ').trim();
  }
  return value;
}
