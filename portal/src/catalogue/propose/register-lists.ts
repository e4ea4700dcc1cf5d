import { addCodeListRoute } from '../../../../schemas/catalogue/code-list-routes.ts';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { ApiProblem } from '../../shared/api/api-errors.ts';
import type { ProposalChoice } from './accept-proposals.ts';

const maxIdLength = 60;
const maxTries = 9;
const reason = '编制目录时由已有工作簿的取值整理，请信息中心在审核目录时一并核对。';

/** Adds the wanted lists of accepted fields, below the department's id, and gives the fields as codes of them. */
export async function registerLists(
  choices: readonly ProposalChoice[],
  department: string,
  api: ApiClient,
): Promise<readonly ProposalChoice[]> {
  const registered: ProposalChoice[] = [];
  for (const choice of choices) {
    const codes = choice.proposal.newCodes;
    if (!choice.isAccepted || !choice.isListWanted || codes === undefined) {
      registered.push(choice);
      continue;
    }
    const { key, label } = choice.field;
    const list = { name: label, standard: 'Guiji', codes, toBeConfirmed: '由提供部门提出，待核对。', reason };
    const id = await addUnderFreeId(`${department}-${key.replaceAll('_', '-')}`, async (free) => {
      await api.call(addCodeListRoute, { body: { id: free, ...list } }, { idempotencyKey: crypto.randomUUID() });
    });
    const length = Math.max(...codes.map(({ code }) => code.length));
    registered.push({
      ...choice,
      isListWanted: false,
      field: { ...choice.field, format: 'code', type: 'C', codeList: id, length },
    });
  }
  return registered;
}

/** Another entry of the department may have a list of the same name. */
async function addUnderFreeId(id: string, add: (id: string) => Promise<void>): Promise<string> {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? id.slice(0, maxIdLength) : `${id.slice(0, maxIdLength - 2)}-${number}`;
    try {
      await add(free);
      return free;
    } catch (error) {
      const isTaken = error instanceof ApiProblem && error.problem.code === 'code-list-exists';
      if (!isTaken || number === maxTries) throw error;
    }
  }
}
