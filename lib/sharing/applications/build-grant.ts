import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field, Mask } from '../../../schemas/catalogue/field.ts';
import type { Day, Instant } from '../../../schemas/kernel/day.ts';
import type { Application, FieldDecision } from '../../../schemas/sharing/application.ts';
import { quotaFor, type CaseNumberRule, type Grant, type Quota } from '../../../schemas/sharing/grant.ts';
import { dayInShanghai } from '../../kernel/instant.ts';

export type GrantTerms = {
  readonly version: DatasetVersion;
  readonly decisions: readonly FieldDecision[];
  readonly quota?: Quota | undefined;
  readonly caseNumbers?: CaseNumberRule | undefined;
  readonly until?: Day | undefined;
  readonly at: Instant;
  readonly by: string;
};

/** Makes the grant of the fields that are not refused; the row filters and ways are those of the application. */
export function buildGrant(application: Application, terms: GrantTerms): Grant {
  const { version, decisions, quota, caseNumbers = 'required', until, at, by } = terms;
  const { id, target, dataset, provider, consumer, content, attachments = [] } = application;
  const fieldOf = new Map(version.content.fields.map((field) => [field.key, field]));
  return {
    id,
    target,
    dataset,
    version: version.version,
    provider,
    consumer,
    fields: decisions
      .filter(({ decision }) => decision !== 'refuse')
      .map(({ field, decision }) => ({ field, mask: decision === 'mask' ? maskOf(fieldOf.get(field)) : 'none' })),
    filters: content.filters,
    ways: content.ways,
    purpose: content.purpose,
    legalBasis: content.legalBasis,
    matter: content.matter,
    caseNumbers,
    quota: quota ?? quotaFor(content.callsPerDay),
    from: dayInShanghai(at),
    until: until ?? content.until,
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ sha256 }) => sha256) }),
    grantedAt: at,
    grantedBy: by,
  };
}

/** The catalogue's mask; all of a field that has none. */
const maskOf = (field: Field | undefined): Mask => (field === undefined || field.mask === 'none' ? 'all' : field.mask);

/** Without a decision of the provider, each field is shown as the catalogue masks it. */
export function decideUnconditionally(application: Application, version: DatasetVersion): readonly FieldDecision[] {
  return application.content.fields.map((field) => {
    const mask = version.content.fields.find(({ key }) => key === field)?.mask ?? 'none';
    return { field, decision: mask === 'none' ? 'grant' : 'mask' };
  });
}
