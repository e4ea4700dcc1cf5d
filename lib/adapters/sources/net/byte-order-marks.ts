/** The marks that texts of these charsets begin with (Unicode 16.0 §23.8; GB 18030-2022), by `TextDecoder` label. */
const byteOrderMarks: readonly { readonly charset: string; readonly mark: readonly number[] }[] = [
  { charset: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { charset: 'gb18030', mark: [0x84, 0x31, 0x95, 0x33] },
  { charset: 'utf-16le', mark: [0xff, 0xfe] },
  { charset: 'utf-16be', mark: [0xfe, 0xff] },
];

/** Returns the charset that a byte order mark names; `null` without a mark. */
export function charsetOfMark(bytes: Uint8Array): string | null {
  return byteOrderMarks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.charset ?? null;
}
