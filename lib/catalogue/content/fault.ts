import { contentFaultPhrases } from '../../../schemas/catalogue/content-fault.ts';
import type { ContentFault, ContentFaultCode } from '../../../schemas/catalogue/content-fault.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';

/** A fault of a draft with its sentence. */
export function fault(code: ContentFaultCode, pointer: string, facts: Facts = {}): ContentFault {
  return { code, pointer, detail: fillPhrase(contentFaultPhrases[code], facts) };
}
