/** One of this unit is `factor` × 10^`exponent` of the dimension's base unit: exact in decimals, unlike 亩. */
type Unit = { readonly dimension: string; readonly factor: bigint; readonly exponent: number };

/** Names as `compactText` leaves them (NFKC), in lower case. */
const dimensions: Readonly<Record<string, readonly (readonly [factor: number, exponent: number, names: string])[]>> = {
  money: [
    [1, 0, '元 圆 块 块钱 元整 圆整 元人民币 人民币元 人民币 rmb cny'],
    [1, -1, '角 毛'],
    [1, -2, '分'],
  ],
  area: [
    [1, 0, '平方米 平米 平方 平方公尺 m2 m^2 平'],
    [1, 4, '公顷 ha hm2'],
    [1, 6, '平方公里 平方千米 km2'],
  ],
  length: [
    [1, 0, '米 m 公尺'],
    [1, -2, '厘米 公分 cm'],
    [1, -3, '毫米 mm'],
    [1, 3, '千米 公里 km'],
  ],
  weight: [
    [1, 0, '千克 公斤 kg'],
    [5, -1, '斤 市斤'],
    [1, -3, '克 g'],
    [1, 3, '吨 t'],
  ],
  ratio: [
    [1, 0, '%'],
    [1, -1, '‰'],
  ],
  duration: [
    [1, 0, '月 个月'],
    [12, 0, '年'],
  ],
  /** These convert to nothing that a field counts; they are here to be told from words. */
  'foreign money': [[1, 0, '美元 美金 港元 港币 欧元 日元 英镑 usd us$ hkd eur']],
  'field area': [[1, 0, '亩 市亩']],
  angle: [[1, 0, '度 °']],
  people: [[1, 0, '人 名 口 位']],
  age: [[1, 0, '岁 周岁']],
  times: [[1, 0, '次']],
  terms: [[1, 0, '期']],
  days: [[1, 0, '天 日']],
  households: [[1, 0, '户 家']],
};

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(dimensions).flatMap(([dimension, lines]) =>
    lines.flatMap(([factor, exponent, names]) =>
      names.split(' ').map((name) => [name, { dimension, factor: BigInt(factor), exponent }] as const),
    ),
  ),
);

/** Written before a unit, or alone: 500万, 3千元. The longer names come first. */
const magnitudes: readonly (readonly [name: string, exponent: number])[] = [
  ['百万', 6],
  ['千万', 7],
  ['万亿', 12],
  ['十万', 5],
  ['人民币万', 4],
  ['人民币亿', 8],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['亿', 8],
  ['佰', 2],
  ['仟', 3],
  ['萬', 4],
  ['億', 8],
];

/** Reads 元, 万元, ㎡, 万平方米. Without a unit (`万`) it is `fallback`; `null` where nobody knows it. */
function parseUnit(name: string, fallback: Unit | null): Unit | null {
  const plain = units.get(name);
  if (plain !== undefined) return plain;
  const magnitude = magnitudes.find(([word]) => name.startsWith(word));
  if (magnitude === undefined) return null;
  const [word, exponent] = magnitude;
  const rest = name.slice(word.length);
  const unit = rest === '' ? fallback : (units.get(rest) ?? null);
  return unit === null ? null : { ...unit, exponent: unit.exponent + exponent };
}

/** Converts decimal digits, such as `1234.5`, to the unit that it was compiled for; `null` where it can't exactly. */
export type ConvertUnit = (number: string, unit: string) => string | null;

/** `fieldUnit` is as declared: 元, 万元, 平方米. `null` where it is none of a known dimension. */
export function compileUnit(fieldUnit: string): ConvertUnit | null {
  const own = parseUnit(plainName(fieldUnit), null);
  if (own === null) return null;
  // `500万` has no unit, only a magnitude: it counts the dimension's base unit, as 500万元 does.
  const base = { ...own, factor: 1n, exponent: 0 };
  return (number, name) => {
    const unit = parseUnit(name.toLowerCase(), base);
    if (unit === null || unit.dimension !== own.dimension) return null;
    const [whole = '', fraction = ''] = number.split('.');
    const digits = BigInt(whole + fraction) * unit.factor;
    if (digits % own.factor !== 0n) return null;
    return shift(digits / own.factor, unit.exponent - own.exponent - fraction.length);
  };
}

/**
 * Compares the unit that somebody wrote with the field's own: `same`, `convertible` (万元 for 元), `other` (亩 for 平方米);
 * `null` where one of them is no unit that is known.
 */
export function compareUnits(fieldUnit: string, written: string): 'same' | 'convertible' | 'other' | null {
  const own = parseUnit(plainName(fieldUnit), null);
  const unit = own === null ? null : parseUnit(plainName(written), { ...own, factor: 1n, exponent: 0 });
  if (own === null || unit === null) return null;
  if (own.dimension !== unit.dimension) return 'other';
  return own.factor === unit.factor && own.exponent === unit.exponent ? 'same' : 'convertible';
}

/** Tells 元, 万元 and ㎡ from other words. */
export function isUnitName(written: string): boolean {
  return parseUnit(plainName(written), null) !== null;
}

/** Tells whether a word behind a number makes it another number, whatever is counted: 万, 亿元, 万人, ‰. */
export function scalesNumbers(written: string): boolean {
  const name = plainName(written);
  if (units.has(name)) return units.get(name)?.dimension === 'ratio';
  return magnitudes.some(([word]) => name === word || (name.startsWith(word) && units.has(name.slice(word.length))));
}

function plainName(unit: string): string {
  return unit.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}

/** `digits` × 10^`exponent` as plain decimal text, without redundant zeros. */
function shift(digits: bigint, exponent: number): string {
  if (exponent >= 0) return `${digits * 10n ** BigInt(exponent)}`;
  const text = `${digits}`.padStart(1 - exponent, '0');
  const fraction = text.slice(exponent).replace(/0+$/, '');
  const whole = text.slice(0, exponent);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
