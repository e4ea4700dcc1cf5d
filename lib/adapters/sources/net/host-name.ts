import { isIP, isIPv6 } from 'node:net';

/**
 * Answers the host as the URL parser gives it; `null` when it is none, and for IPv6 zone ids.
 *
 *     0x7f.1                 →   127.0.0.1
 *     [::FFFF:127.0.0.1]     →   ::ffff:7f00:1
 *     Data.Example.GOV.cn.   →   data.example.gov.cn
 */
export function hostName(text: string): string | null {
  if (text.includes('%')) return null;
  const six = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIPv6(six)) return new URL(`http://[${six}]/`).hostname.slice(1, -1);
  if (/[\s/?#@\\:[\]]/.test(text)) return null;
  const name = URL.parse(`http://${text}/`)?.hostname.replace(/\.$/, '') ?? '';
  return name === '' || (isIP(name) === 0 && name.length > 253) ? null : name;
}
