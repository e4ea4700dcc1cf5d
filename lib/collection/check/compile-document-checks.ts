import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { dayToNumber, readCitizenId } from '../../kernel/formats/identity/citizen-id.ts';
import { readCreditCode } from '../../kernel/formats/identity/credit-code.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';
import type { RowState } from './fault.ts';

type DocumentKind = 'citizen-id' | 'credit-code' | 'other';

const citizenIdKinds: ReadonlySet<string> = new Set([
  '居民身份证',
  '身份证',
  '公民身份证',
  '二代身份证',
  '第二代身份证',
  '临时居民身份证',
  '临时身份证',
  '公民身份号码',
  '公民身份证号码',
  '居民身份证号码',
]);
const creditCodeKinds: ReadonlySet<string> = new Set([
  '统一社会信用代码',
  '统一社会信用代码证',
  '统一社会信用代码证书',
]);

function parseDocumentKind(label: string): DocumentKind {
  const name = compactCode(label);
  if (citizenIdKinds.has(name)) return 'citizen-id';
  return creditCodeKinds.has(name) ? 'credit-code' : 'other';
}

/** Code lists number the kinds differently, but name them alike. */
function listDocumentKinds(list: CodeList | undefined): ReadonlyMap<string, DocumentKind> {
  return new Map((list?.codes ?? []).map(({ code, label }) => [code, parseDocumentKind(label)]));
}

/** Checks citizen ids (GB 11643) and credit codes (GB 32100) by `typedBy`; an id of 15 digits gets its 18. */
export function compileDocumentChecks(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  today: Day,
  state: RowState,
): ((values: (string | null)[]) => void)[] {
  const now = dayToNumber(today);
  return content.fields.flatMap((field, i) => {
    if (field.format !== 'identity-document' || field.typedBy === undefined) return [];
    const typedBy = content.fields.findIndex((other) => other.key === field.typedBy);
    const type = content.fields[typedBy];
    if (type === undefined)
      throw new Error(`field ${field.key} is typed by ${field.typedBy}, which is not in the dataset`);
    const kinds = listDocumentKinds(type.codeList === undefined ? undefined : codeLists.get(type.codeList));
    return [
      (values: (string | null)[]) => {
        const value = values[i] ?? null;
        const typeValue = values[typedBy] ?? null;
        if (value === null || typeValue === null) return;
        const kind = kinds.get(typeValue) ?? parseDocumentKind(typeValue);
        if (kind === 'other') return;
        state.at(i);
        values[i] =
          kind === 'citizen-id' ? readCitizenId(value, now, state.note) : readCreditCode(value, undefined, state.note);
      },
    ];
  });
}
