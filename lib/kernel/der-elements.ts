/** One element: `whole` has tag and length, `content` has not. */
export type DerElement = { readonly tag: number; readonly whole: Uint8Array; readonly content: Uint8Array };

/** Splits bytes into DER elements (X.690); `null` when they are no sequence of whole elements. */
export function derElements(bytes: Uint8Array): DerElement[] | null {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at + 1] ?? 0;
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    if (first === 0x80 || lengthBytes > 4) return null;
    const from = at + 2 + lengthBytes;
    let length = first < 0x80 ? first : 0;
    for (const byte of bytes.subarray(at + 2, from)) length = length * 256 + byte;
    const end = from + length;
    if (end > bytes.length) return null;
    elements.push({ tag: bytes[at] ?? 0, whole: bytes.subarray(at, end), content: bytes.subarray(from, end) });
    at = end;
  }
  return elements;
}

/** Elements of a constructed one; none when it is absent, or its content is no DER. */
export function derChildren(element: DerElement | undefined): readonly DerElement[] {
  return element === undefined ? [] : (derElements(element.content) ?? []);
}

/** An object identifier in dotted form; empty for any other element. Arcs end at 2^53. */
export function derOid(element: DerElement | undefined): string {
  if (element?.tag !== 0x06) return '';
  const arcs: number[] = [];
  let value = 0;
  for (const byte of element.content) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** An INTEGER of at most four bytes; `null` for any other element, or a negative one. */
export function derNumber(element: DerElement | undefined): number | null {
  if (element?.tag !== 0x02 || element.content.length > 4 || (element.content[0] ?? 0x80) >= 0x80) return null;
  return element.content.reduce((value, byte) => value * 256 + byte, 0);
}

/** UTCTime or GeneralizedTime in whole seconds (RFC 5280, 4.1.2.5) as an instant; `null` for any other element. */
export function derTime({ tag, content }: DerElement): string | null {
  const text = String.fromCharCode(...content);
  const century = text.slice(0, 2) < '50' ? '20' : '19';
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(tag === 0x17 ? century + text : text) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}
