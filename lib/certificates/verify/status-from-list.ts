import { z } from 'zod';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import {
  statusListBits,
  statusListValues,
  type StatusListStatus,
} from '../../../schemas/certificates/status-list-values.ts';
import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import { checkJws } from './check-jws.ts';
import { parseJson } from './parse-json.ts';
import type { Trust, VerifyTools } from './ports.ts';

const Payload = z.object({
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  status_list: z.object({ bits: z.literal(statusListBits), lst: z.string() }),
});

/** Decompressed; a hundred million certificates. */
const maxBytes = 50_000_000;

export type ListedStatus =
  | { readonly status: StatusListStatus; readonly madeAt: string }
  | { readonly unavailable: 'missing' | 'expired' | 'not-genuine'; readonly madeAt?: string };

/** Reads a status from the list that the document names (Token Status List). Never throws. */
export async function statusFromList(
  { status: { status_list: reference } }: CertificateDocument,
  trust: Trust,
  tools: VerifyTools,
): Promise<ListedStatus> {
  const token = await trust.statusList(reference.uri);
  if (token === null) return { unavailable: 'missing' };
  const payload = await readPayload({ token, address: reference.uri }, trust, tools);
  if (payload === null) return { unavailable: 'not-genuine' };
  const madeAt = new Date(payload.iat * 1000).toISOString();
  if (payload.exp * 1000 <= Date.parse(trust.now)) return { unavailable: 'expired', madeAt };
  const compressed = decodeBase64url(payload.status_list.lst);
  const bytes = compressed === null ? null : tools.inflate(compressed, maxBytes);
  const status = bytes === null ? undefined : readStatus(bytes, reference.idx);
  return status === undefined ? { unavailable: 'not-genuine' } : { status, madeAt };
}

/** A list as it was served, and where. */
type FetchedList = { readonly token: string; readonly address: string };

/** Whether the platform signed this list for this address; it may have expired. Never throws. */
export async function isGenuineList(
  list: FetchedList,
  trust: Pick<Trust, 'key'>,
  tools: Pick<VerifyTools, 'isSignature'>,
): Promise<boolean> {
  return (await readPayload(list, trust, tools)) !== null;
}

async function readPayload(
  { token, address }: FetchedList,
  trust: Pick<Trust, 'key'>,
  tools: Pick<VerifyTools, 'isSignature'>,
): Promise<z.infer<typeof Payload> | null> {
  const checked = await checkJws(token.trim(), { typ: 'statuslist+jwt' }, trust, tools);
  const payload = Payload.safeParse(checked.outcome === 'genuine' ? parseJson(decodeUtf8(checked.payload)) : undefined);
  return payload.success && payload.data.sub === address ? payload.data : null;
}

function readStatus(bytes: Uint8Array, index: number): StatusListStatus | undefined {
  const byte = bytes[Math.floor((index * statusListBits) / 8)];
  if (byte === undefined) return undefined;
  return statuses.get((byte >> ((index * statusListBits) % 8)) & ((1 << statusListBits) - 1));
}

const statuses = new Map<number, StatusListStatus>(
  Object.entries(statusListValues).flatMap(([status, value]) => (isStatus(status) ? [[value, status]] : [])),
);

function isStatus(text: string): text is StatusListStatus {
  return text in statusListValues;
}
