import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { CodeListPorts, DepartmentPorts } from '../ports.ts';
import { validateContent } from './validate-content.ts';

/** Uses the current code lists and departments. */
export async function validateEntry(
  content: DatasetContent,
  code: string,
  ports: CodeListPorts & DepartmentPorts,
): Promise<ContentFault[]> {
  const [codeLists, department] = await Promise.all([ports.codeLists(), ports.department(content.metadata.provider)]);
  return validateContent(content, { codeLists, providerKnown: department !== null, code });
}

/** Makes each fault an error below the pointer `base`. */
export function contentRefused(faults: readonly ContentFault[], base: string): Refused<'content-not-valid'> {
  return refused(
    'content-not-valid',
    { count: faults.length },
    faults.map(({ pointer, detail }) => ({ pointer: `${base}${pointer}`, detail })),
  );
}
