import { z } from 'zod';
import { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import { statusListAttributes } from './status-list-attributes.ts';
import { tallyKey, toTally } from './tally-key.ts';

/**
 * Bodies are JSON text.
 *
 *     certificate | item            | attributes
 *     type#hash   | head            | body, lockVersion, current, holders, number, tally, tallyKey
 *                                     while not valid: statusList, statusIndex, statusValue
 *     type#hash   | holder#<hash>   | holder, lockVersion
 *     type#hash   | version#001#002 | body, lockVersion, `pending` until the head has moved on
 *                                     while not valid: statusList, statusIndex, statusValue
 *
 * `lockVersion` is that of the item's head; `current` names the item that its version gets once superseded.
 */
export const headItem = 'head';
/** Takes the keyed hash of the holder code, never the code itself. */
export const holderItem = (holder: string): string => `holder#${holder}`;
/** Pads both numbers to three digits; throws a ZodError outside 1 to 999. */
export const versionItem = (generation: number, version: number): string =>
  `version#${padded(generation)}#${padded(version)}`;
/** Tells the versions of a chain from its `head` and `holder#…` items. */
export const isVersionItem = (item: string): boolean => item.startsWith('version#');

/** Takes the keyed hash of the certificate number, never the number itself. */
export const numberKey = (type: string, number: string): string => `${type}#${number}`;

const chainKey = ['certificate', 'item'] as const;
export const ChainItem = z.object({ certificate: z.string(), item: z.string() });
const HeadState = z.object({ lockVersion: z.int(), holders: z.array(z.string()) });
export type HeadState = z.infer<typeof HeadState>;

/** How heads are read. The body may be damaged, or of a later version. */
export const chainHead = storedItem({
  name: 'certificate-head',
  key: chainKey,
  parse: (item) => parseTolerantly(CertificateHead, parseJsonAttribute(item, 'body')),
});
/** How superseded versions are read. */
export const chainVersion = storedItem({
  name: 'certificate-version',
  key: chainKey,
  parse: (item) => parseTolerantly(CertificateVersion, parseJsonAttribute(item, 'body')),
});
/** How the attributes beside a head's body are read. */
export const chainHeadState = storedItem({
  name: 'certificate-head',
  key: chainKey,
  parse: (item) => HeadState.parse(item),
});

/** Leaves `previous` out, which is an item of its own. */
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
    ...(current === undefined ? {} : currentAttributes(type, current)),
  };
}

function currentAttributes(type: string, current: CertificateVersion) {
  return {
    current: versionItem(current.generation, current.version),
    ...statusListAttributes(type, current, 'current'),
  };
}

/** `pending` until the head has moved on. */
export function versionRow({ certificate, type, lockVersion }: CertificateHead, version: CertificateVersion) {
  const item = versionItem(version.generation, version.version);
  return {
    certificate,
    item,
    body: JSON.stringify(CertificateVersion.parse(version)),
    lockVersion,
    pending: true,
    ...statusListAttributes(type, version, 'superseded'),
  };
}

/** Three digits, so that items sort by number; throws above 999. */
function padded(number: number): string {
  return z.int().min(1).max(999).parse(number).toString().padStart(3, '0');
}
