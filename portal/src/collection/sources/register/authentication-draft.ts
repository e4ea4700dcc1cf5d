import { z } from 'zod';
import type { Authentication } from '../../../../../schemas/collection/sources/interface-declaration.ts';
import { fromRecord, fromWords, named, Pairs, toRecord, toWords } from './draft-texts.ts';

/** How calls are authenticated, never what with: the secret has a form of its own and is kept in no draft. */
export const AuthenticationDraft = z.object({
  kind: z.enum(['none', 'basic', 'bearer', 'api-key', 'oauth2', 'placeholders', 'signature']),
  in: z.enum(['header', 'query']),
  name: z.string(),
  tokenUrl: z.string(),
  scope: z.string(),
  clientIn: z.enum(['header', 'body']),
  parts: z.string(),
  algorithm: z.enum(['hmac-sha256', 'hmac-sm3', 'sm3']),
  text: z.string(),
  encoding: z.enum(['hex', 'base64']),
  headers: Pairs,
});
export type AuthenticationDraft = z.infer<typeof AuthenticationDraft>;

const empty: AuthenticationDraft = {
  kind: 'none',
  in: 'header',
  name: '',
  tokenUrl: '',
  scope: '',
  clientIn: 'header',
  parts: '',
  algorithm: 'hmac-sha256',
  text: '{{appKey}}\n{{timestamp}}\n{{nonce}}\n{{method}}\n{{path}}\n{{query}}',
  encoding: 'hex',
  headers: [
    { name: 'X-App-Key', value: '{{appKey}}' },
    { name: 'X-Timestamp', value: '{{timestamp}}' },
    { name: 'X-Nonce', value: '{{nonce}}' },
    { name: 'X-Signature', value: '{{signature}}' },
  ],
};

/** The inputs for a declared authentication. */
export function fromAuthentication(declared: Authentication): AuthenticationDraft {
  switch (declared.kind) {
    case 'none':
    case 'basic':
    case 'bearer':
      return { ...empty, kind: declared.kind };
    case 'api-key':
      return { ...empty, ...declared };
    case 'oauth2':
      return { ...empty, ...declared, scope: declared.scope ?? '' };
    case 'placeholders':
      return { ...empty, kind: declared.kind, parts: fromWords(declared.parts) };
    case 'signature':
      return { ...empty, ...declared, headers: fromRecord(declared.headers) };
  }
}

/** The authentication as it is sent: what the kind has. */
export function toAuthentication(draft: AuthenticationDraft): z.input<typeof Authentication> {
  switch (draft.kind) {
    case 'none':
    case 'basic':
    case 'bearer':
      return { kind: draft.kind };
    case 'api-key':
      return { kind: draft.kind, in: draft.in, name: draft.name.trim() };
    case 'oauth2':
      return {
        kind: draft.kind,
        tokenUrl: draft.tokenUrl.trim(),
        ...named('scope', draft.scope),
        clientIn: draft.clientIn,
      };
    case 'placeholders':
      return { kind: draft.kind, parts: toWords(draft.parts) };
    case 'signature':
      return {
        kind: draft.kind,
        algorithm: draft.algorithm,
        text: draft.text,
        encoding: draft.encoding,
        headers: toRecord(draft.headers),
      };
  }
}
