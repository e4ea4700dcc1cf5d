import { z } from 'zod';
import type { RouteResponse } from '../../../schemas/kernel/route.ts';
import { fileResponse, jsonResponse, redirectResponse, type HttpResponse } from './http-response.ts';

const FileOutput = z.object({ file: z.instanceof(Uint8Array), name: z.string().min(1).exactOptional() });
const LocationOutput = z.object({ location: z.url() });

/** Throws if the output does not fit the route's schema. */
export function toResponse(
  { answer, runsScripts }: { readonly answer: RouteResponse; readonly runsScripts?: true },
  output: unknown,
  requestId: string,
): HttpResponse {
  if ('body' in answer) return jsonResponse(answer.status, answer.body.parse(output), requestId);
  if ('file' in answer) return fileResponse(answer.file, FileOutput.parse(output), requestId, { runsScripts });
  return redirectResponse(LocationOutput.parse(output), requestId);
}
