import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Difference } from '../../../schemas/catalogue/difference.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { difference } from './difference.ts';

type Before = Field;
type After = Field;

/** Counts a list of another id as wider if it keeps every code with its label. */
export function compareCodeLists(
  before: Before,
  after: After,
  pointer: string,
  codeLists: ReadonlyMap<string, CodeList>,
): Difference[] {
  const at = `${pointer}/codeList`;
  const facts = {
    label: after.label,
    before: codeListName(before.codeList, codeLists),
    after: codeListName(after.codeList, codeLists),
  };
  if (before.codeList === after.codeList)
    return before.codeList === undefined ? [] : compareControl(before, after, pointer);
  if (before.codeList === undefined)
    return [difference(after.controlled ? 'code-list-added' : 'code-list-suggested', at, facts)];
  if (after.codeList === undefined) return [difference('code-list-dropped', at, facts)];
  const change = difference(
    keepsAll(codeLists.get(before.codeList), codeLists.get(after.codeList))
      ? 'code-list-widened'
      : 'code-list-narrowed',
    at,
    facts,
  );
  return [change, ...compareControl(before, after, pointer)];
}

function compareControl(before: Before, after: After, pointer: string): Difference[] {
  if (before.controlled === after.controlled) return [];
  return [
    difference(after.controlled ? 'control-added' : 'control-dropped', `${pointer}/controlled`, { label: after.label }),
  ];
}

function keepsAll(before: CodeList | undefined, after: CodeList | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const labels = new Map(after.codes.map(({ code, label, aliases }) => [code, [label, ...aliases]]));
  return before.codes.every(({ code, label }) => labels.get(code)?.includes(label) === true);
}

function codeListName(id: string | undefined, codeLists: ReadonlyMap<string, CodeList>): string {
  return id === undefined ? '' : `“${codeLists.get(id)?.name ?? id}”`;
}
