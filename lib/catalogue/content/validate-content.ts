import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { contentFault } from './content-fault.ts';
import { validateFields } from './validate-fields.ts';
import { validateKeys } from './validate-keys.ts';
import { validateMetadata } from './validate-metadata.ts';
import { validateRules } from './validate-rules.ts';

export type ValidationContext = {
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly providerKnown: boolean;
  readonly code: string | undefined;
};

/** Lists all faults of a well-formed draft. */
export function validateContent(
  content: DatasetContent,
  { codeLists, providerKnown, code }: ValidationContext,
): ContentFault[] {
  return [
    ...(providerKnown
      ? []
      : [contentFault('provider-unknown', '/metadata/provider', { value: content.metadata.provider })]),
    ...validateMetadata(content, code),
    ...validateFields(content.fields, codeLists),
    ...validateKeys(content),
    ...validateRules(content),
  ];
}
