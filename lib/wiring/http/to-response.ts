import { z } from 'zod';
import type { RouteAnswer } from '../../../schemas/kernel/route.ts';
import { fileAnswer, jsonAnswer, locationAnswer, type HttpAnswer } from './http-response.ts';

const FileOutput = z.object({ file: z.instanceof(Uint8Array), name: z.string().min(1).exactOptional() });
const LocationOutput = z.object({ location: z.url() });

/** The route's answer from what the use case gave; throws when it isn't what the route says. */
export function answerOf(
  { answer, runsScripts }: { readonly answer: RouteAnswer; readonly runsScripts?: true },
  output: unknown,
  requestId: string,
): HttpAnswer {
  if ('body' in answer) return jsonAnswer(answer.status, answer.body.parse(output), requestId);
  if ('file' in answer) return fileAnswer(answer.file, FileOutput.parse(output), requestId, runsScripts === true);
  return locationAnswer(LocationOutput.parse(output), requestId);
}
