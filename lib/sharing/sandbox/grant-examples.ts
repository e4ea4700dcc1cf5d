import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { grantedValues, showsWhole } from '../use/granted-values.ts';
import type { FoundRecord, GrantTokens } from '../use/ports.ts';

/** Builds request and response examples by operation, from one record of the sandbox. */
export type GrantExamples = {
  readonly bodies: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
};

const caseNumber = 'BJ-2020-000123';
/** Cursors are sealed, and another one at each call. */
const next = 'c2FuZGJveC1leGFtcGxlLWN1cnNvcg';

/** Examples that work in the sandbox as they are; its records are the same in every call. */
export function grantExamples(
  grant: Grant,
  { content }: DatasetVersion,
  { record, token }: Pick<GrantTokens, 'token'> & { readonly record: FoundRecord },
): GrantExamples {
  const { values } = record;
  const pick = (fields: readonly string[]) =>
    Object.fromEntries(fields.flatMap((field) => (field in values ? [[field, values[field] ?? '']] : [])));
  const { subject } = content;
  const keys = content.key.every((field) => showsWhole(grant, field)) ? [pick(content.key)] : [];
  const asked = subject === undefined ? keys.map((key) => ({ key }))[0] : { subject: values[subject.field] ?? '' };
  const verified = grant.fields.find(({ field }) => showsWhole(grant, field) && field in values)?.field;
  const fields = verified === undefined ? {} : { fields: pick([verified]) };
  const shown = { record: token(grant.id, record.keyHash), values: grantedValues(grant, values) };
  const query = { items: [{ asked: 0, ...shown }], more: false };
  const changes = { items: [{ id: token(grant.id, 'example'), removed: false, ...shown }], next, more: true };
  const marked = { sandbox: true };
  return {
    bodies: {
      ...(asked === undefined ? {} : askingBodies(asked, fields)),
      readChangesUnderGrant: { limit: 100 },
      readSandboxChanges: { limit: 100 },
    },
    answers: {
      queryUnderGrant: query,
      querySandbox: { ...query, ...marked },
      verifyUnderGrant: { result: 'yes' },
      verifySandbox: { result: 'yes', ...marked },
      readChangesUnderGrant: changes,
      readSandboxChanges: { ...changes, ...marked },
      readSandbox: { ...marked, subjects: subject === undefined ? [] : [values[subject.field] ?? ''], keys },
    },
  };
}

/** None where a grant permits neither subjects nor keys. */
function askingBodies(asked: object, fields: object): GrantExamples['bodies'] {
  return {
    queryUnderGrant: { ...asked, caseNumber },
    querySandbox: asked,
    verifyUnderGrant: { ...asked, ...fields, caseNumber },
    verifySandbox: { ...asked, ...fields },
  };
}
