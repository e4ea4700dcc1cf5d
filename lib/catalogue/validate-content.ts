import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { ContentFault } from '../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import { fault } from './content/content-fault.ts';
import { faultsOfFields } from './content/validate-fields.ts';
import { faultsOfKeys } from './content/validate-keys.ts';
import { faultsOfMetadata } from './content/validate-metadata.ts';
import { faultsOfRules } from './content/validate-rules.ts';

export type ContentSurroundings = {
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** Whether the provider takes part. */
  readonly providerKnown: boolean;
  /** The entry's own resource code, once it has one. */
  readonly code: string | undefined;
};

/** Everything that stands against submitting a draft whose shape is right; empty when it may go. */
export function faultsOfContent(
  content: DatasetContent,
  { codeLists, providerKnown, code }: ContentSurroundings,
): ContentFault[] {
  return [
    ...(providerKnown ? [] : [fault('provider-unknown', '/metadata/provider', { value: content.metadata.provider })]),
    ...faultsOfMetadata(content, code),
    ...faultsOfFields(content.fields, codeLists),
    ...faultsOfKeys(content),
    ...faultsOfRules(content),
  ];
}
