import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Application, ApplicationContent, FieldDecision } from '../../../schemas/sharing/application.ts';
import { buildGrant } from './build-grant.ts';

type Granted = {
  readonly id: string;
  readonly version: DatasetVersion;
  readonly consumer: string;
  readonly content: ApplicationContent;
  readonly decisions: readonly FieldDecision[];
  /** Who carries it over, and in which department. */
  readonly by: string;
  readonly department: string;
  readonly reason: string;
  readonly at: Instant;
};

/** An application for certificates that was decided before there were applications, with its grant from today on. */
export function grantAtOnce({
  id,
  version,
  consumer,
  content,
  decisions,
  by,
  department,
  reason,
  at,
}: Granted): Application {
  const application: Application = {
    id,
    target: 'certificate-type',
    dataset: version.dataset,
    version: version.version,
    provider: version.content.metadata.provider,
    consumer,
    content,
    state: 'granted',
    createdAt: at,
    createdBy: by,
    writtenBy: [by],
    transitions: [{ action: 'decide', from: 'awaiting-decision', to: 'granted', at, by, department, reason }],
    decisions: [...decisions],
    lockVersion: 1,
  };
  return { ...application, grant: buildGrant(application, { version, decisions, at, by }) };
}
