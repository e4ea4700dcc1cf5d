/** Encodes ASCII and two-byte characters; others become `?`. Node can only decode GB 18030. */
export function gb18030Bytes(text: string): Buffer {
  const codes = twoByteCodes();
  return Buffer.from(
    Array.from(text).flatMap((character) =>
      character <= '\x7f' ? [character.charCodeAt(0)] : (codes.get(character) ?? [0x3f]),
    ),
  );
}

let known: ReadonlyMap<string, readonly number[]> | undefined;

function twoByteCodes(): ReadonlyMap<string, readonly number[]> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const [character = '', ...more] = decoder.decode(Uint8Array.of(first, second));
      if (more.length === 0 && character !== '\ufffd') codes.set(character, [first, second]);
    }
  }
  known = codes;
  return codes;
}
