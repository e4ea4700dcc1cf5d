/** HarfBuzz as WebAssembly. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: 'truetype'; readonly dropTables: readonly string[]; readonly noHinting: boolean },
  ): Promise<Uint8Array<ArrayBuffer>>;
}
