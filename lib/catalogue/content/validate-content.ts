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
  /** Whether the provider takes part. */
  readonly providerKnown: boolean;
  /** The entry's own resource code, once it has one. */
  readonly code: string | undefined;
};

/** Everything that stands against submitting a draft whose shape is right; empty when it may go. */
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
