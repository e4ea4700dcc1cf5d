import type { retryQuarantineRoute } from '../../../schemas/certificates/quarantine-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { RetryQuarantinePorts } from './ports.ts';

const maxRecords = 1_000;

/** Requests another attempt of at most 1,000 records in quarantine; what fails again stays there. */
export async function retryQuarantine(
  { params }: RouteInput<typeof retryQuarantineRoute>,
  { types, quarantine, maxIssueAttempts, messages }: RetryQuarantinePorts,
) {
  const type = await types.type(params.type);
  if (type === null) return refused('certificate-type-not-found', { type: params.type });
  const records: string[] = [];
  for await (const { record, attempts } of quarantine.failed(type.type)) {
    if (attempts >= maxIssueAttempts) records.push(record);
    if (records.length === maxRecords) break;
  }
  await messages.records(type.type, records);
  return { records: records.length };
}
