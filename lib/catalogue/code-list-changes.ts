import type { addCodeListRoute, changeCodeListRoute } from '../../schemas/catalogue/code-list-routes.ts';
import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { CodeListAdminPorts } from './ports.ts';

/** Adds a list that no dataset names yet; the change is recorded first. Departments add below their own id. */
export async function addCodeList({ caller, body }: RouteInput<typeof addCodeListRoute>, ports: CodeListAdminPorts) {
  const { reason, ...codeList } = body;
  const { id } = codeList;
  const prefix = `${caller.department}-`;
  if (!caller.roles.includes('operator') && !id.startsWith(prefix))
    return refused('code-list-id-not-yours', { prefix });
  const repeated = repeatedWords(codeList);
  if (repeated.length > 0) return refused('code-list-ambiguous', { count: repeated.length }, repeated);
  if ((await ports.codeLists()).has(id)) return refused('code-list-exists', { codeList: id });
  const author = { by: caller.subject, via: 'api', why: reason } as const;
  await ports.recordChange({ ...author, what: 'code-list-added', target: id, detail: JSON.stringify(codeList) });
  return (await ports.createCodeList(codeList)) ? codeList : refused('code-list-exists', { codeList: id });
}

/** Widens a list: stored records keep their codes, and workbooks their labels. The change is recorded first. */
export async function changeCodeList(
  { caller, params, body }: RouteInput<typeof changeCodeListRoute>,
  ports: CodeListAdminPorts,
) {
  const { reason, ...content } = body;
  const id = params.codeList;
  const codeList = { id, ...content };
  const before = (await ports.codeLists()).get(id);
  if (before === undefined) return refused('code-list-not-found', { codeList: id });
  const repeated = repeatedWords(codeList);
  if (repeated.length > 0) return refused('code-list-ambiguous', { count: repeated.length }, repeated);
  const lost = countLostCodes(before, codeList);
  if (lost > 0) return refused('code-list-narrowed', { count: lost });
  const author = { by: caller.subject, via: 'api', why: reason } as const;
  await ports.recordChange({ ...author, what: 'code-list-changed', target: id, detail: JSON.stringify(content) });
  return (await ports.replaceCodeList(codeList, before)) ? codeList : refused('changed-meanwhile');
}

/** A cell with the word could mean two codes. */
function repeatedWords({ codes }: CodeList): readonly { readonly pointer: string; readonly detail: string }[] {
  const owners = new Map<string, number>();
  return codes.flatMap(({ code, label, aliases }, index) =>
    [...new Set([code, label, ...aliases])].flatMap((word) => {
      const owner = owners.get(word);
      owners.set(word, owner ?? index);
      return owner === undefined
        ? []
        : [{ pointer: `/body/codes/${index}`, detail: `这里有一个代码、名称或别名已用于第 ${owner + 1} 个代码。` }];
    }),
  );
}

function countLostCodes(before: CodeList, after: CodeList): number {
  const words = new Map(after.codes.map(({ code, label, aliases }) => [code, [label, ...aliases]]));
  return before.codes.filter(({ code, label, aliases }) => {
    const kept = words.get(code) ?? [];
    return ![label, ...aliases].every((word) => kept.includes(word));
  }).length;
}
