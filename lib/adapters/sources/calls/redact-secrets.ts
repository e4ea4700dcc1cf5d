import { escapeMarkup } from '../../../../schemas/kernel/escape-markup.ts';
import { spelledPatterns } from './spelled-secret.ts';

const mask = Buffer.from('***').toString('latin1');
/** A shorter secret is masked only where it is a whole word: it may be part of harmless text. */
const minCharactersAnywhere = 6;
const minCharacters = 3;

/** Bytes kept of an unusable page; people see its beginning only. */
const maxKeptBytes = 262_144;
/** A base64 run may begin with characters of the text before it. */
const alignments = [0, 1, 2, 3] as const;
/** `&#0115;`, `\u{73}`: what one character of a secret may take. */
const maxEscapeLength = 10;
/** What `encodedRuns` masks with all that stands before and behind it. */
const wholeRun = /^[\w+/-]+$/;
/** A percent-encoded Basic header holds base64 inside. */
const maxLayers = 2;

/** Runs of characters of an encoding; each pattern takes linear time. */
const encodedRuns: readonly { readonly pattern: RegExp; readonly decode: (run: string) => readonly string[] }[] = [
  { pattern: /[A-Za-z0-9+/]{4,}/g, decode: (run) => alignments.map((start) => decoded(run.slice(start), 'base64')) },
  { pattern: /[\w-]{4,}/g, decode: (run) => alignments.map((start) => decoded(run.slice(start), 'base64url')) },
  { pattern: /(?:[0-9a-fA-F]{2}){3,}/g, decode: (run) => [decoded(run, 'hex')] },
  { pattern: /[\w.~+*'()!$@:/%-]+/g, decode: percentDecoded },
  { pattern: /[^\s"]+/g, decode: unescaped },
  { pattern: /[^\s<>"]+/g, decode: withoutReferences },
  {
    pattern: /(?:[0-9a-fA-F]{2}[ :,-]){2,}[0-9a-fA-F]{2}/g,
    decode: (run) => [decoded(run.replace(/[ :,-]/g, ''), 'hex')],
  },
];

/**
 * Masks secrets in the first 256 KiB of an unusable page, since services echo what they were called with.
 * Values below 3 characters stay; longer ones are found in UTF-8 and UTF-16, alone or inside a longer text:
 *
 *     as they are · escaped for JSON, programs or markup · percent-encoded (RFC 3986, `%u0041`) · base64 (RFC 4648) ·
 *     hex, also in pairs · spelledPatterns: other escapes, wrapped, spaced, as a list of bytes, reversed
 */
export function redactSecrets(raw: Uint8Array, secrets: readonly string[]): Uint8Array<ArrayBuffer> {
  const variants = [...new Set(secrets.flatMap(spellings))].toSorted((a, b) => b.length - a.length);
  const patterns = variants.map(patternOf);
  let text = Buffer.from(raw.subarray(0, maxKeptBytes)).toString('latin1');
  if (patterns.length > 0) {
    // These come first: a masked line would tear a secret that goes on in the next.
    const spelled = secrets.filter(({ length }) => length >= minCharactersAnywhere).flatMap(spelledPatterns);
    for (const pattern of spelled) text = text.replace(pattern, (found) => (wholeRun.test(found) ? found : mask));
    for (const { pattern, decode } of encodedRuns)
      text = text.replace(pattern, (run) =>
        decode(run).some((inner) => holdsSecret(inner, patterns, maxLayers - 1)) ? mask : run,
      );
    for (const pattern of patterns) text = text.replace(pattern, mask);
    text = withoutCutSecret(text, variants, raw.length > maxKeptBytes);
  }
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function holdsSecret(text: string, patterns: readonly RegExp[], layers: number): boolean {
  if (patterns.some((pattern) => text.search(pattern) >= 0)) return true;
  if (layers === 0) return false;
  return encodedRuns.some(({ pattern, decode }) =>
    [...text.matchAll(pattern)].some(([run]) => decode(run).some((inner) => holdsSecret(inner, patterns, layers - 1))),
  );
}

/** The end of a page that was cut may hold the beginning of a secret, also of an encoded one. */
function withoutCutSecret(text: string, variants: readonly string[], isCut: boolean): string {
  const longest = Math.max(...variants.map(({ length }) => length));
  return isCut ? text.slice(0, -maxEscapeLength * longest) : text;
}

/** As latin1 texts of their bytes, so that pages of any charset are searched byte by byte. */
function spellings(secret: string): readonly string[] {
  if (secret.length < minCharacters) return [];
  const texts = [secret, JSON.stringify(secret).slice(1, -1), escapeMarkup(secret)];
  return texts.flatMap((text) => {
    const little = Buffer.from(text, 'utf16le');
    return [Buffer.from(text, 'utf8'), little, Buffer.from(little).swap16()].map((bytes) => bytes.toString('latin1'));
  });
}

function patternOf(variant: string): RegExp {
  const escaped = variant.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return variant.length >= minCharactersAnywhere
    ? new RegExp(escaped, 'gi')
    : new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'gi');
}

function decoded(run: string, encoding: 'base64' | 'base64url' | 'hex'): string {
  return Buffer.from(run, encoding).toString('latin1');
}

function percentDecoded(run: string): readonly string[] {
  if (!run.includes('%') && !run.includes('+')) return [];
  const bytes = run.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [bytes, bytes.replaceAll('+', ' ')];
}

/** Reads the escapes of JSON and JavaScript, which are UTF-16 units (`\u0041`, `%u0041`), of bytes (`\x41`), and `\/`. */
function unescaped(run: string): readonly string[] {
  if (!run.includes('\\') && !run.includes('%u')) return [];
  const units = run.replace(/(?:\\|%)u([0-9a-f]{4})/gi, (_, hex: string) => utf8Of(Number.parseInt(hex, 16)));
  return [
    units
      .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\([^ux])/gi, '$1'),
  ];
}

/** Reads character references of markup: `&#65;`, `&#x41;`, and those with names that a secret may hold. */
function withoutReferences(run: string): readonly string[] {
  if (!run.includes('&')) return [];
  const named = run.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => references.get(name) ?? '');
  return [
    named.replace(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, (reference: string, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10_ffff ? utf8Of(code) : reference;
    }),
  ];
}

const references: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Encodes a character's bytes as one character each, as the page's encoding shows them. */
function utf8Of(code: number): string {
  return Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1');
}
