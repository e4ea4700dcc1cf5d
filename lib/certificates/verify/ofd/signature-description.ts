import { ofdParts } from '../../../../schemas/certificates/ofd-signature.ts';

/** What Signature.xml says. */
export type SignatureDescription = {
  readonly signatureOid: string;
  readonly digestOid: string;
  /** YYYYMMDDhhmmssZ. */
  readonly signedAt: string;
  /** Digests (base64) by name of the part. */
  readonly digests: ReadonlyMap<string, string>;
  readonly isStamped: boolean;
};

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const reference =
  '<ofd:Reference FileRef="/([\\w./-]+)"><ofd:CheckValue>([A-Za-z0-9+/]{43}=)</ofd:CheckValue></ofd:Reference>';
const number = '\\d{1,4}(?:\\.\\d{1,5})?';
const stamp =
  `<ofd:StampAnnot ID="s002" PageRef="\\d{1,9}" Boundary="${number} ${number} ${number} ${number}"/>` +
  `<ofd:Seal><ofd:BaseLoc>/${ofdParts.seal}</ofd:BaseLoc></ofd:Seal>`;

const whole = new RegExp(
  `^${escaped(`${head}<ofd:Signature ${namespace}><ofd:SignedInfo><ofd:Provider ProviderName="Guiji" Version="1.0" Company="Guiji"/>`)}` +
    '<ofd:SignatureMethod>([\\d.]+)</ofd:SignatureMethod><ofd:SignatureDateTime>(\\d{14}Z)</ofd:SignatureDateTime>' +
    `<ofd:References CheckMethod="([\\d.]+)">((?:${reference})+)</ofd:References>(${stamp})?</ofd:SignedInfo>` +
    `<ofd:SignedValue>/${ofdParts.value}</ofd:SignedValue></ofd:Signature>$`,
);

/**
 * Reads Signature.xml as our writer spells it; `null` for any other spelling, which another reader might take for
 * something else, and when a part is named twice.
 */
export function readSignatureDescription(text: string): SignatureDescription | null {
  const [found, signatureOid = '', signedAt = '', digestOid = '', references = ''] = whole.exec(text) ?? [];
  if (found === undefined) return null;
  const pairs = [...references.matchAll(new RegExp(reference, 'g'))].map(
    ([, name = '', digest = '']) => [name, digest] as const,
  );
  const digests = new Map(pairs);
  if (digests.size !== pairs.length) return null;
  return { signatureOid, digestOid, signedAt, digests, isStamped: found.includes('<ofd:StampAnnot ') };
}

/** The list of signatures as our writer spells it: one, as a seal or as a plain signature. */
export function expectedSignatureList(isStamped: boolean): string {
  const [maxId, type] = isStamped ? ['s002', 'Seal'] : ['s001', 'Sign'];
  return (
    `${head}<ofd:Signatures ${namespace}><ofd:MaxSignId>${maxId}</ofd:MaxSignId>` +
    `<ofd:Signature ID="s001" Type="${type}" BaseLoc="/${ofdParts.description}"/></ofd:Signatures>`
  );
}

const listElement = `<ofd:Signatures>/${ofdParts.list}</ofd:Signatures>`;

/** Whether OFD.xml names our list of signatures, and nothing else as such; texts in it cannot hold a raw `<`. */
export function namesSignatureList(root: string): boolean {
  return root.endsWith(`${listElement}</ofd:DocBody></ofd:OFD>`) && root.split('<ofd:Signatures').length === 2;
}

function escaped(text: string): string {
  return text.replaceAll(/[.?*+^$()[\]{}|\\]/g, '\\$&');
}
