import { z } from 'zod';
import { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { statusListAttributes } from './status-list-attributes.ts';
import { tallyKey, toTally } from './tally-key.ts';

/**
 * A chain in the table. Bodies are JSON text.
 *
 *     certificate | item            |
 *     type#hash   | head            | body, revision, current, holders · number, tally, tallyKey · statusList, statusIndex, statusValue while it is not valid
 *     type#hash   | holder#<hash>   | holder, revision
 *     type#hash   | version#001#002 | body, revision · statusList, statusIndex, statusValue, and `pending` until the head has moved on
 *
 * `revision` is that of the head that the item was written for; `current` is the item that the head's current version will have once it is superseded.
 */
export const headItem = 'head';
export const holderItem = (holder: string): string => `holder#${holder}`;
export const versionItem = (generation: number, version: number): string =>
  `version#${padded(generation)}#${padded(version)}`;
export const isVersionItem = (item: string): boolean => item.startsWith('version#');

/** The value of the index by number: numbers of different types do not meet. */
export const numberKey = (type: string, number: string): string => `${type}#${number}`;

export const ChainItem = z.object({ certificate: z.string(), item: z.string() });
const HeadState = z.object({ lockVersion: z.int(), holders: z.array(z.string()) });
export type HeadState = z.infer<typeof HeadState>;
const Body = z.object({ body: z.string() });

export function headRow({ previous: _previous, ...head }: CertificateHead, holders: readonly string[]) {
  const { certificate, type, lockVersion, number, current } = CertificateHead.parse(head);
  return {
    certificate,
    item: headItem,
    body: JSON.stringify(head),
    lockVersion,
    holders,
    number: numberKey(type, number),
    tally: type,
    tallyKey: tallyKey(toTally(head)),
    ...(current === undefined
      ? {}
      : { current: versionItem(current.generation, current.version), ...statusListAttributes(type, current, true) }),
  };
}

export function versionRow({ certificate, type, lockVersion }: CertificateHead, version: CertificateVersion) {
  const item = versionItem(version.generation, version.version);
  return {
    certificate,
    item,
    body: JSON.stringify(CertificateVersion.parse(version)),
    lockVersion,
    pending: true,
    ...statusListAttributes(type, version, false),
  };
}

export const parseHead = (row: unknown): CertificateHead => CertificateHead.parse(JSON.parse(Body.parse(row).body));
export const parseVersion = (row: unknown): CertificateVersion =>
  CertificateVersion.parse(JSON.parse(Body.parse(row).body));
export const parseHeadState = (row: unknown): HeadState => HeadState.parse(row);

/** Three digits; what has more sorts wrongly, so that it is never written. */
function padded(number: number): string {
  return z.int().min(1).max(999).parse(number).toString().padStart(3, '0');
}
