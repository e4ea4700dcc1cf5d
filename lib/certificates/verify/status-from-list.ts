import { z } from 'zod';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import {
  statusListBits,
  statusListValues,
  type StatusListWord,
} from '../../../schemas/certificates/status-list-values.ts';
import { decodeBase64url, parseJson, decodeUtf8 } from './base64url.ts';
import { checkJws } from './check-jws.ts';
import type { Trust, VerifyTools } from './ports.ts';

const Payload = z.object({
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  status_list: z.object({ bits: z.literal(statusListBits), lst: z.string() }),
});

/** Bytes of a list at the most: a hundred million places. */
const maxBytes = 50_000_000;

/** What a status list says of a certificate and when it was made; or why it says nothing: none at hand, too old, or not a list of the platform's for this address. */
export type ListedStatus =
  | { readonly word: StatusListWord; readonly madeAt: string }
  | { readonly silent: 'missing' | 'expired' | 'not-genuine'; readonly madeAt?: string };

/** Looks a certificate up in the status list that its own document names (IETF Token Status List). */
export async function statusFromList(
  { status }: CertificateDocument,
  trust: Trust,
  tools: VerifyTools,
): Promise<ListedStatus> {
  const { idx, uri } = status.status_list;
  const token = await trust.statusList(uri);
  if (token === null) return { silent: 'missing' };
  const checked = await checkJws(token.trim(), { typ: 'statuslist+jwt' }, trust, tools);
  const payload = Payload.safeParse(checked.outcome === 'genuine' ? parseJson(decodeUtf8(checked.payload)) : undefined);
  if (!payload.success || payload.data.sub !== uri) return { silent: 'not-genuine' };
  const madeAt = new Date(payload.data.iat * 1000).toISOString();
  if (payload.data.exp * 1000 <= Date.parse(trust.now)) return { silent: 'expired', madeAt };
  const packed = decodeBase64url(payload.data.status_list.lst);
  const bytes = packed === null ? null : tools.inflate(packed, maxBytes);
  const byte = bytes?.[Math.floor((idx * statusListBits) / 8)];
  if (byte === undefined) return { silent: 'not-genuine' };
  const value = (byte >> ((idx * statusListBits) % 8)) & ((1 << statusListBits) - 1);
  const word = words.get(value);
  return word === undefined ? { silent: 'not-genuine' } : { word, madeAt };
}

const words = new Map<number, StatusListWord>(
  Object.entries(statusListValues).flatMap(([word, value]) => (isWord(word) ? [[value, word]] : [])),
);

function isWord(word: string): word is StatusListWord {
  return word in statusListValues;
}
