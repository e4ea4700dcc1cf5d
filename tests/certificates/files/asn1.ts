import { spawnSync } from 'node:child_process';

/** Whether openssl, whose reading of ASN.1 is independent of ours, is installed. */
export const opensslFound = spawnSync('openssl', ['version']).error === undefined;

export type Asn1Line = {
  readonly depth: number;
  readonly offset: number;
  readonly head: number;
  readonly length: number;
  readonly kind: string;
  readonly value: string;
};

/** Lines of `openssl asn1parse`, without the content of octet and bit strings. */
export function asn1Lines(bytes: Uint8Array): Asn1Line[] {
  const { status, stdout, stderr } = spawnSync('openssl', ['asn1parse', '-inform', 'DER'], {
    input: bytes,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [, offset, depth, head, length, kind = '', value = ''] =
        /^ *(\d+):d=(\d+) +hl=(\d+) l= *(\d+) (?:cons|prim): +(.*?) *(?::(.*))?$/.exec(line) ?? [];
      const [name = ''] = kind.split(/ *\[/);
      return {
        depth: Number(depth),
        offset: Number(offset),
        head: Number(head),
        length: Number(length),
        kind: name,
        value,
      };
    });
}

export const wholeOf = (bytes: Uint8Array, { offset, head, length }: Asn1Line): Uint8Array =>
  bytes.subarray(offset, offset + head + length);
export const contentOf = (bytes: Uint8Array, { offset, head, length }: Asn1Line): Uint8Array =>
  bytes.subarray(offset + head, offset + head + length);
