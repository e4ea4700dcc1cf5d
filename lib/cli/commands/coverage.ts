import { searchDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import type { Coverage, CoverageListing } from '../../../schemas/certificates/coverage.ts';
import {
  listCertificateTypesRoute,
  listCoverageRoute,
  readCoverageRoute,
  type CertificateTypeListing,
} from '../../../schemas/certificates/type-routes.ts';
import { whoAmIRoute } from '../../../schemas/departments/routes.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { isPermittedForAll } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { formatCoverages, formatCoverage } from '../text/coverage-text.ts';

export const coverageCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' }, url: { type: 'string' } }, [
    '证照类型的编号或名称?',
  ]);
  const { api } = openConnection(values.url, context);
  const [word] = positionals;
  if (word === undefined && values.json !== true) {
    const listed = await listCoverages(api);
    context.stdout.write(listed.length === 0 ? '本部门没有列入通知附件 1 的证照类型。\n' : formatCoverages(listed));
    return exitCodes.done;
  }
  const types = word === undefined ? await listCallerTypes(api) : [await findType(api, word)];
  const all: Coverage[] = [];
  for (const { type } of types) all.push(await api.call(readCoverageRoute, { params: { type } }));
  const [only] = all;
  if (values.json === true) context.stdout.write(all.map((one) => `${JSON.stringify(one)}\n`).join(''));
  else if (only !== undefined) context.stdout.write(formatCoverage(only));
  return exitCodes.done;
};

async function listCoverages(api: ApiClient): Promise<CoverageListing[]> {
  const all: CoverageListing[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listCoverageRoute, { query: { limit: 50, ...definedOnly({ cursor }) } });
    all.push(...page.items);
    if (page.next === undefined) return all;
    cursor = page.next;
  }
}

/** Operators and supervisors see every department's types. */
async function listCallerTypes(api: ApiClient): Promise<CertificateTypeListing[]> {
  const { roles, department } = await api.call(whoAmIRoute, {});
  const seesAll = isPermittedForAll({ roles }, 'read-coverage');
  return await listTypes(api, seesAll ? {} : { department: department.id });
}

async function findType(api: ApiClient, word: string): Promise<CertificateTypeListing> {
  const types = await listTypes(api, {});
  const exact = types.find(({ type, name }) => [type, name, type.replace(/^certificate-/, '')].includes(word));
  const named = types.filter(({ name }) => name.includes(word));
  const alike = named.length > 0 || exact !== undefined ? named : await findByCommonName(api, word, types);
  const [only] = alike;
  if (exact !== undefined) return exact;
  if (only === undefined)
    throw new UsageError(
      `没有找到证照类型“${word}”。请填写类型编号（如 certificate-real-estate-title）或附件 1 中的名称。`,
    );
  const names = alike.map(({ type, name }) => `${name}（${type}）`);
  if (alike.length > 1)
    throw new UsageError(`“${word}”对应 ${alike.length} 个证照类型，请写完整名称或编号：${names.join('、')}。`);
  return only;
}

/** 房本 and 驾照 are words of the catalogue, whose entries of face data have the ids of their types. */
async function findByCommonName(
  api: ApiClient,
  word: string,
  types: readonly CertificateTypeListing[],
): Promise<CertificateTypeListing[]> {
  const { items } = await api.call(searchDatasetsRoute, { query: { q: word, limit: 100 } });
  const isAlias = items.filter(({ reasons }) =>
    reasons.some(({ location, text }) => location === 'alias' && text.toLowerCase() === word.toLowerCase()),
  );
  return isAlias.flatMap(({ dataset }) => types.find(({ type }) => type === dataset) ?? []);
}

async function listTypes(api: ApiClient, query: { readonly department?: string }): Promise<CertificateTypeListing[]> {
  const all: CertificateTypeListing[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listCertificateTypesRoute, {
      query: { limit: 200, ...query, ...definedOnly({ cursor }) },
    });
    all.push(...page.items);
    if (page.next === undefined) return all;
    cursor = page.next;
  }
}
