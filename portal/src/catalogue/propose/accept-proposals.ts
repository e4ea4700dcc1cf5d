import type { FieldProposal, SheetProposal } from '../../../../schemas/catalogue/proposal.ts';
import type { DraftContent, DraftField } from '../editor/draft-content.ts';

/** One proposed field with what the person decided. */
export type ProposalChoice = {
  readonly proposal: FieldProposal;
  readonly isAccepted: boolean;
  /** The field as the person changed it. */
  readonly field: DraftField;
  readonly isKey: boolean;
  /** The person wants the list of a few words to be registered. */
  readonly isListWanted: boolean;
};

/** Everything is accepted at first but what the entry has already, by its name. */
export function toChoices(sheet: SheetProposal, content: Pick<DraftContent, 'fields'>): readonly ProposalChoice[] {
  const names = new Set(content.fields.flatMap(({ label, aliases }) => [label, ...aliases]));
  return sheet.fields.map((proposal) => ({
    proposal,
    isAccepted: !names.has(proposal.field.label),
    field: proposal.field,
    isKey: sheet.key.includes(proposal.field.key),
    isListWanted: proposal.newCodes !== undefined,
  }));
}

/** The choice in which a field is part of the key is also required. */
export function markKey(choice: ProposalChoice, isKey: boolean): ProposalChoice {
  return { ...choice, isKey, field: isKey ? { ...choice.field, required: true } : choice.field };
}

/** The entry with the accepted fields behind its own; a field name in use gets a number, a sensitive entry its level. */
export function acceptChoices(content: DraftContent, choices: readonly ProposalChoice[]): DraftContent {
  const own = content.fields.filter(({ label }) => label !== '');
  const taken = new Set(own.map(({ key }) => key));
  const accepted = choices
    .filter(({ isAccepted }) => isAccepted)
    .map(({ field, isKey }) => {
      const key = freeKey(field.key, taken);
      taken.add(key);
      return { field: { ...field, key }, isKey };
    });
  const kept = content.key.filter((key) => own.some((field) => field.key === key));
  return {
    ...content,
    fields: [...own, ...accepted.map(({ field }) => field)],
    key: kept.length > 0 ? kept : accepted.filter(({ isKey }) => isKey).map(({ field }) => field.key),
  };
}

function freeKey(key: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? key : `${key.slice(0, 36)}_${number}`;
    if (!taken.has(tried)) return tried;
  }
}

/** Share of the filled cells that the proposed field accepts, in whole percent; `null` without any. */
export function fitPercent({ filled, fitting }: FieldProposal): number | null {
  return filled === 0 ? null : Math.floor((fitting / filled) * 100);
}
