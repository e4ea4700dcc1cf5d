import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { HttpResponse } from './http-response.ts';

/** Lambda's limit of a response, 6 MiB, counts the whole response as JSON: the body is escaped once more. */
export const maxResponseBytes = 6 * 1024 * 1024;

/** One UTF-16 unit takes at most six bytes of JSON (`\u0000`). */
const maxBytesPerUnit = 6;
/** Status and headers. */
const reservedBytes = 16 * 1024;

/** Returns the response, or a refusal if Lambda would drop it. Small bodies are not measured. */
export function limitResponse(
  response: HttpResponse,
): { readonly response: HttpResponse } | (Refused<'response-too-large'> & { readonly bytes: number }) {
  const units = response.body?.length ?? 0;
  if (units * maxBytesPerUnit + reservedBytes <= maxResponseBytes) return { response };
  const bytes = Buffer.byteLength(JSON.stringify(response));
  if (bytes <= maxResponseBytes) return { response };
  return { ...refused('response-too-large', { limit: maxResponseBytes / 1024 / 1024 }), bytes };
}
