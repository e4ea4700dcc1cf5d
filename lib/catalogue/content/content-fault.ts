import {
  contentFaultPhrases,
  type ContentFault,
  type ContentFaultCode,
} from '../../../schemas/catalogue/content-fault.ts';
import { fillPhrase, type Facts } from '../../kernel/fill-phrase.ts';

/** Fills `detail` from `contentFaultPhrases`; `pointer` (RFC 6901) points into the content. */
export function contentFault(code: ContentFaultCode, pointer: string, facts: Facts = {}): ContentFault {
  return { code, pointer, detail: fillPhrase(contentFaultPhrases[code], facts) };
}
