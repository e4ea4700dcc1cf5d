import { z } from 'zod';
import { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { carryUnknown } from '../dynamodb/carry-unknown.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import type { Item } from '../dynamodb/table.ts';

type Row = Item & { readonly body: string; readonly lockVersion: number };
type Rows = { readonly head: Row; readonly version?: Row };

const Properties = z.record(z.string(), z.unknown());

/** Attributes that `headRow` writes; it removes those that are absent. */
const headAttributes: ReadonlySet<string> = new Set([
  'certificate',
  'item',
  'body',
  'lockVersion',
  'holders',
  'number',
  'tally',
  'tallyKey',
  'current',
  'statusList',
  'statusIndex',
  'statusValue',
]);

/**
 * Gives the next rows of a chain what a newer version of the code stored in its head, and that version's schema
 * number. What belongs to one certificate version stays with it, also when it moves to an item of its own.
 */
export function carryChain(stored: Item, { head, version }: Rows): Rows {
  const { current: storedCurrent, ...storedHead } = Properties.parse(parseJsonAttribute(stored, 'body'));
  const { current: knownCurrent, ...knownHead } = parseTolerantly(CertificateHead, {
    ...storedHead,
    current: storedCurrent,
  });
  const { current, ...nextHead } = CertificateHead.parse(JSON.parse(head.body));

  const carryVersion = (next: CertificateVersion): unknown =>
    isSameVersion(knownCurrent, next) ? carryUnknown(storedCurrent, knownCurrent, next) : next;
  const body = {
    ...Properties.parse(carryUnknown(storedHead, knownHead, nextHead)),
    ...(current === undefined ? {} : { current: carryVersion(current) }),
  };
  const carried = { ...unknownAttributes(stored), ...head, body: JSON.stringify(body) };
  if (version === undefined) return { head: carried };
  const superseded = carryVersion(CertificateVersion.parse(JSON.parse(version.body)));
  return { head: carried, version: { ...version, schema: stored['schema'], body: JSON.stringify(superseded) } };
}

/** Includes the schema number. */
function unknownAttributes(stored: Item): Item {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !headAttributes.has(name)));
}

function isSameVersion(known: CertificateVersion | undefined, next: CertificateVersion): boolean {
  return known?.generation === next.generation && known.version === next.version;
}
