import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DatabaseDeclaration } from '../../../schemas/collection/sources/database-declaration.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { openTableAcknowledging } from '../../adapters/sources/database/acknowledgement-writer.ts';
import { connectMysql } from '../../adapters/sources/database/connect-mysql.ts';
import { connectPostgres } from '../../adapters/sources/database/connect-postgres.ts';
import type { DatabaseTarget } from '../../adapters/sources/database/connection.ts';
import type { AskedTable } from '../../adapters/sources/database/table-query.ts';
import { openTable } from '../../adapters/sources/database/table-session.ts';
import { delay } from '../../adapters/sources/delay.ts';
import { openInterface } from '../../adapters/sources/interface-session.ts';
import { parseAllowList, type AllowList } from '../../adapters/sources/net/allow-list.ts';
import { guardedAddress } from '../../adapters/sources/net/guarded-address.ts';
import { tableOf } from '../../collection/front-end/describe-table.ts';
import { interfaceRules } from '../../collection/interface/interface-rules.ts';
import type { OpenAcknowledging, OpenSource, SecretStore } from '../../collection/sources/ports.ts';
import { secretName } from '../../collection/sources/registration/secret-name.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { memoize } from '../memoize.ts';
import { listSetting } from '../setting.ts';

export type SourceOpening = { readonly openSource: OpenSource; readonly openAcknowledging: OpenAcknowledging };

/** Opens the sources' own sessions: the address is judged first, then the credentials leave the secret store, and nothing else is called. */
export function sourceOpening(secrets: Pick<SecretStore, 'read'>): SourceOpening {
  const allowed = memoize(() => parseAllowList(listSetting('SOURCE_ADDRESSES')));
  const secretOf = async (source: SourceRecord) => (await secrets.read(secretName(source))) ?? {};
  return {
    openSource: async (source, version, readOptions) => {
      const { declaration } = source;
      const secret = await secretOf(source);
      if (declaration.channel === 'interface') {
        return openInterface({
          declaration,
          secret,
          readOptions,
          allowList: allowed(),
          rules: interfaceRules,
          now: () => new Date().toISOString(),
          delay,
          random: Math.random,
        });
      }
      const { asked, connect, fieldOf } = tableAt(source, declaration, version, secret, allowed(), true);
      const session = await openTable(connect, asked, readOptions, declaration);
      return { ...session, fields: session.columns.map(fieldOf) };
    },
    openAcknowledging: async (source, version) => {
      const { declaration } = source;
      if (declaration.channel === 'interface') throw new SourceFault('permission-denied');
      const { asked, connect, rejectedTable, rejectedKey, keyKinds } = tableAt(
        source,
        declaration,
        version,
        await secretOf(source),
        allowed(),
        false,
      );
      return await openTableAcknowledging(connect, {
        ...asked,
        rejectedTable,
        rejectedKey,
        keyKinds,
        statementSeconds: declaration.statementSeconds,
      });
    },
  };
}

function tableAt(
  source: SourceRecord,
  declaration: DatabaseDeclaration,
  version: DatasetVersion,
  secret: Readonly<Record<string, string>>,
  allowed: AllowList,
  readOnly: boolean,
) {
  const made = tableOf(source.dataset, version.version, version.content);
  const columnOf = (field: string) => declaration.columns[field] ?? field;
  const asked: AskedTable = {
    system: declaration.system,
    schema: declaration.schema ?? made.schema,
    table: declaration.table ?? made.table,
    columns: made.columns.map(({ name }) => columnOf(name)),
    key: made.key.map(columnOf),
    required: version.content.fields.flatMap(({ key, required }) => (required ? [columnOf(key)] : [])),
  };
  const fieldOf = (column: string) => made.columns.find(({ name }) => columnOf(name) === column)?.name ?? column;
  const { user, password } = secret;
  const connect = async () => {
    if (user === undefined || password === undefined)
      throw new SourceFault('credentials-missing', { name: user === undefined ? 'user' : 'password' });
    const { address } = await guardedAddress(declaration, allowed);
    const target: DatabaseTarget = {
      address,
      host: declaration.host,
      port: declaration.port,
      ...(declaration.database === undefined ? {} : { database: declaration.database }),
      user,
      password,
      tls: declaration.tls === 'off' ? null : declaration.ca === undefined ? {} : { ca: declaration.ca },
      statementSeconds: declaration.statementSeconds,
      readOnly,
    };
    return await (declaration.system === 'postgresql' ? connectPostgres(target) : connectMysql(target));
  };
  const keyKinds = made.key.flatMap((key) => made.columns.find(({ name }) => name === key)?.holds ?? []);
  return { asked, connect, fieldOf, rejectedTable: made.rejected, rejectedKey: made.key, keyKinds };
}
