import type { AuditEntry } from '../../../schemas/sharing/audit-entry.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import type { AuditQuery } from '../ports.ts';
import type { WhoFetchedPorts } from './ports.ts';

/** Uses of one subject, or of one department, that are looked at; beyond them a consumer counts as having fetched. */
const maxExamined = 10_000;

type Disputed = Pick<Objection, 'dataset' | 'provider' | 'consumer' | 'subject'>;

/**
 * Names the departments, besides the two parties, that fetched a record, as the audit log has it: those who used this
 * dataset and got data of the record's subject. A record without a subject stands in no entry: then each consumer of a
 * grant that got any data of the dataset is named. In doubt it names too many.
 */
export async function whoFetched(disputed: Disputed, ports: WhoFetchedPorts): Promise<string[]> {
  const { subject, consumer, provider } = disputed;
  const found =
    subject === undefined ? await consumersWhoUsed(disputed, ports) : await usersOfSubject(disputed, subject, ports);
  return [...found].filter((department) => department !== consumer && department !== provider).toSorted();
}

const gotData = ({ dataset, results, refusal }: AuditEntry, disputed: Disputed): boolean =>
  dataset === disputed.dataset && results > 0 && refusal === undefined;

async function usersOfSubject(disputed: Disputed, subject: string, ports: WhoFetchedPorts): Promise<Set<string>> {
  const departments = new Set<string>();
  let examined = 0;
  for await (const entry of ports.auditLog.search({ by: 'subject', value: subject })) {
    if (gotData(entry, disputed)) departments.add(entry.department);
    examined += 1;
    if (examined === maxExamined) return new Set([...departments, ...(await consumersOf(disputed, ports))]);
  }
  return departments;
}

async function consumersWhoUsed(disputed: Disputed, ports: WhoFetchedPorts): Promise<Set<string>> {
  const departments = new Set<string>();
  for (const department of await consumersOf(disputed, ports))
    if (await hasUsed({ by: 'department', value: department }, disputed, ports)) departments.add(department);
  return departments;
}

async function hasUsed(query: AuditQuery, disputed: Disputed, { auditLog }: WhoFetchedPorts): Promise<boolean> {
  let examined = 0;
  for await (const entry of auditLog.search(query)) {
    if (gotData(entry, disputed)) return true;
    examined += 1;
    if (examined === maxExamined) return true;
  }
  return false;
}

async function consumersOf(
  { dataset, provider }: Disputed,
  { findGrants }: Pick<WhoFetchedPorts, 'findGrants'>,
): Promise<Set<string>> {
  const consumers = new Set<string>();
  for await (const grant of findGrants('provider', provider))
    if (grant.dataset === dataset) consumers.add(grant.consumer);
  return consumers;
}
