import { z } from 'zod';
import { Instant } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';
import { Grant } from './grant.ts';
import { OdrlAgreement } from './odrl.ts';

const party = z.object({ id: z.string(), name: shownLine() }).strict();
const {
  fields,
  revoked: _revoked,
  ...terms
} = Grant.pick({
  id: true,
  target: true,
  fields: true,
  filters: true,
  ways: true,
  purpose: true,
  legalBasis: true,
  matter: true,
  caseNumbers: true,
  quota: true,
  from: true,
  until: true,
  attachments: true,
  grantedAt: true,
  revoked: true,
}).shape;

/** The terms of a grant for its two parties: no account and no person is named. */
export const GrantDocument = z
  .object({
    kind: z.literal('guiji-grant'),
    ...terms,
    /** Where its present state is read: a document says nothing of what came after it. */
    address: z.string().min(1),
    provider: party,
    consumer: party,
    /** As the catalogue version of the grant names it; of certificates, the dataset of their face data. */
    dataset: z.object({ id: z.string(), code: z.string().optional(), name: shownLine(), version: z.int() }).strict(),
    fields: z.array(fields.element.extend({ label: shownLine() }).strict()),
    revoked: z.object({ at: Instant, reason: shownLine() }).strict().optional(),
    odrl: OdrlAgreement,
  })
  .strict();
export type GrantDocument = z.infer<typeof GrantDocument>;

/** `jws` is a detached JWS (RFC 7515, typ `guiji-grant`) over the canonical document (RFC 8785). */
export const SignedGrantDocument = z.object({ document: GrantDocument, jws: z.string() }).strict();
export type SignedGrantDocument = z.infer<typeof SignedGrantDocument>;
