import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';

const namespace = 'http://www.ofdspec.org/2016';

type Attributes = Readonly<Record<string, string | number>>;

/** Writes an OFD element; `content` is XML already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return content === '' ? `<ofd:${name}${written}/>` : `<ofd:${name}${written}>${content}</ofd:${name}>`;
}

/** Writes a file of the package (GB/T 33190, 5). */
export function xmlFile(name: string, attributes: Attributes, content: string): Uint8Array {
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, { 'xmlns:ofd': namespace, ...attributes }, content)}`,
  );
}

/** Formats mm with at most five decimals. */
export function length(value: number): string {
  return String(Number(value.toFixed(5)));
}
