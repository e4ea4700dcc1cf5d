import { ProposePanel } from '../propose/propose-panel.tsx';
import type { DraftContent } from './draft-content.ts';
import { FieldsTable } from './fields-table.tsx';
import { MetadataForm } from './metadata-form.tsx';
import { RulesForm } from './rules-form.tsx';

type FormProps = { readonly content: DraftContent; readonly change: (content: DraftContent) => void };

/** Everything of an entry that a person compiles, in the order in which it is asked for. */
export function EntryForm({ content, change }: FormProps) {
  return (
    <>
      <MetadataForm content={content} change={change} />
      <ProposePanel content={content} change={change} />
      <FieldsTable content={content} change={change} />
      <RulesForm content={content} change={change} />
    </>
  );
}
