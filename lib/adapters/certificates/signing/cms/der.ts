/** Encodes ASN.1 in DER (X.690). */
export const der = {
  sequence: (...items: readonly Uint8Array[]): Uint8Array => tagged(0x30, items),
  /** Sorts its items by their encodings (X.690, 11.6). */
  setOf: (...items: readonly Uint8Array[]): Uint8Array => tagged(0x31, items.toSorted(compareBytes)),
  integer: (value: number): Uint8Array => derInteger(Buffer.of(value)),
  /** Big endian, unsigned. */
  bigInteger: (bytes: Uint8Array): Uint8Array => derInteger(bytes),
  boolean: (value: boolean): Uint8Array => tagged(0x01, [Buffer.of(value ? 0xff : 0)]),
  octets: (bytes: Uint8Array): Uint8Array => tagged(0x04, [bytes]),
  bits: (bytes: Uint8Array, unusedBits = 0): Uint8Array => tagged(0x03, [Buffer.of(unusedBits), bytes]),
  text: (value: string): Uint8Array => tagged(0x0c, [Buffer.from(value)]),
  /** IA5String: ASCII. */
  ascii: (value: string): Uint8Array => tagged(0x16, [Buffer.from(value, 'latin1')]),
  /** GeneralizedTime in whole seconds. */
  time: (at: Date): Uint8Array => tagged(0x18, [Buffer.from(compactTime(at))]),
  /** UTCTime: RFC 5280 (4.1.2.5) wants it until 2049. */
  shortTime: (at: Date): Uint8Array => tagged(0x17, [Buffer.from(compactTime(at).slice(2))]),
  oid: (dotted: string): Uint8Array => tagged(0x06, [oidBytes(dotted)]),
  /** [n], constructed: EXPLICIT, or IMPLICIT instead of the tag of a SET or SEQUENCE. */
  context: (number: number, ...items: readonly Uint8Array[]): Uint8Array => tagged(0xa0 | number, items),
  /** [n], primitive: IMPLICIT. */
  implicit: (number: number, bytes: Uint8Array): Uint8Array => tagged(0x80 | number, [bytes]),
};

/** By bytes; the shorter of two equal beginnings is first. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  return Buffer.compare(one, other);
}

function tagged(tag: number, items: readonly Uint8Array[]): Uint8Array {
  const size = items.reduce((sum, item) => sum + item.length, 0);
  return Buffer.concat([Buffer.of(tag), lengthBytes(size), ...items]);
}

function lengthBytes(size: number): Uint8Array {
  if (size < 0x80) return Buffer.of(size);
  const hex = size.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}

/** The fewest bytes that keep the number positive (X.690, 8.3). */
function derInteger(unsigned: Uint8Array): Uint8Array {
  let from = 0;
  while (from < unsigned.length - 1 && unsigned[from] === 0) from += 1;
  const bytes = unsigned.subarray(from);
  return tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? [Buffer.of(0), bytes] : [bytes]);
}

function oidBytes(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return Buffer.from([first * 40n + second, ...rest].flatMap(base128));
}

function base128(value: bigint): number[] {
  const digits = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) digits.unshift(Number(rest & 0x7fn) | 0x80);
  return digits;
}

/** YYYYMMDDhhmmssZ. */
function compactTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;
}
