import { isIP, isIPv6 } from 'node:net';

/**
 * A host as the URL parser reads it, so that every reader sees the same one: in small ASCII letters, numbers in any base as an IPv4 address,
 * an IPv6 address without brackets in its one spelling, no dot at the end. `null` when it is no host at all, and for IPv6 zone ids.
 *
 *   0x7f.1   →   127.0.0.1      [::FFFF:127.0.0.1]   →   ::ffff:7f00:1      Data.Example.GOV.cn.   →   data.example.gov.cn
 */
export function hostName(text: string): string | null {
  if (text.includes('%')) return null;
  const six = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIPv6(six)) return new URL(`http://[${six}]/`).hostname.slice(1, -1);
  if (/[\s/?#@\\:[\]]/.test(text)) return null;
  const name = URL.parse(`http://${text}/`)?.hostname.replace(/\.$/, '') ?? '';
  return name === '' || (isIP(name) === 0 && name.length > 253) ? null : name;
}
