/** Longer secrets are tokens: a pattern of each character would outgrow what engines compile. */
const maxSpelledCharacters = 128;

/** Stands between two characters of a text that was wrapped, spaced or marked up. */
const wraps = String.raw`(?:\s|\\[nr]|%0[ad]|=\r?\n|<[^<>]{0,40}>|\]\]><!\[CDATA\[){0,6}`;
/** Stands between two bytes of a dump. */
const between = String.raw`[^0-9a-z]{1,8}`;
const hexBetween = String.raw`[^0-9a-z]{0,8}(?:0x|\\x)?`;

/**
 * Makes patterns of the spellings that no decoder of whole runs finds, for texts of bytes (latin1), without case:
 *
 *   escapes of any kind, mixed        \163 \x73 \u{73} \000073 =73 %73 &#115 &#x73; &sol;
 *   wrapped, spaced or marked up      s e c<wbr>ret, in base64 and hex too, at any column
 *   lists of bytes                    115, 101 · -27 · 0x73, 0x65 · 01110011 01100101
 *   reversed
 *
 * None for secrets of more than 128 characters.
 */
export function spelledPatterns(secret: string): readonly RegExp[] {
  const characters = Array.from(secret.toWellFormed());
  if (characters.length > maxSpelledCharacters) return [];
  const bytes = [...Buffer.from(secret, 'utf8')];
  const spelled = (each: readonly string[]) => each.map(anyEscape).join(wraps);
  return [
    spelled(characters),
    spelled(characters.toReversed()),

    bytes.map((byte) => hex(byte)).join(hexBetween),
    bytes.map((byte) => (byte > 127 ? `(?:${byte}|-${256 - byte})` : `${byte}`)).join(String.raw`[^0-9a-z-]{1,8}`),
    bytes.map((byte) => byte.toString(2).padStart(8, '0')).join(between.replace('1,8', '0,8')),
    ...base64Cores(bytes).map((core) => Array.from(core, escaped).join(wraps)),
  ].map((source) => new RegExp(source, 'gi'));
}

/** Named references for signs that passwords have. */
const references: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '!': 'excl',
    '"': 'quot',
    '#': 'num',
    $: 'dollar',
    '%': 'percnt',
    '&': 'amp',
    "'": 'apos',
    '(': 'lpar',
    ')': 'rpar',
    '*': 'ast',
    '+': 'plus',
    ',': 'comma',
    '.': 'period',
    '/': 'sol',
    ':': 'colon',
    ';': 'semi',
    '<': 'lt',
    '=': 'equals',
    '>': 'gt',
    '?': 'quest',
    '@': 'commat',
    '[': 'lsqb',
    '\\': 'bsol',
    ']': 'rsqb',
    '^': 'Hat',
    _: 'lowbar',
    '`': 'grave',
    '{': 'lcub',
    '|': 'verbar',
    '}': 'rcub',
  }),
);

function anyEscape(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const bytes = [...Buffer.from(character, 'utf8')];
  const name = references.get(character);
  const spellings = [
    bytes.map(anyByte).join(''),
    `&#0*${point};?`,
    `&#x0*${point.toString(16)};?`,
    String.raw`\\u\{0*${point.toString(16)}\}`,
    // The zeros tell a style sheet's escape from an octal one.
    String.raw`\\0*${point.toString(16).padStart(4, '0')}\s?`,
    String.raw`(?:\\|%)${Array.from({ length: character.length }, (_, i) => `u${hex(character.charCodeAt(i), 4)}`).join(String.raw`(?:\\|%)`)}`,
    ...(name === undefined ? [] : [`&${name};`]),
  ];
  return `(?:${spellings.join('|')})`;
}

function anyByte(byte: number): string {
  const octal = byte.toString(8);
  const escapes = String.raw`\\(?:${octal.padStart(3, '0')}|x${hex(byte)})|[%=]${hex(byte)}`;
  return String.raw`(?:\\?${escaped(String.fromCharCode(byte))}|${escapes})`;
}

function hex(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** The characters that hold nothing but the secret, for each of the three columns where it may begin. */
function base64Cores(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from([...Array.from({ length: before }, () => 0), ...bytes]).toString('base64');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), whole);
  });
}
