import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DatabaseDeclaration } from '../../../schemas/collection/sources/database-declaration.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { openTableAcknowledgementWriter } from '../../adapters/sources/database/acknowledgement-writer.ts';
import { connectMysql } from '../../adapters/sources/database/connect-mysql.ts';
import { connectPostgres } from '../../adapters/sources/database/connect-postgres.ts';
import type { DatabaseTarget } from '../../adapters/sources/database/connection.ts';
import type { QueriedTable } from '../../adapters/sources/database/table-query.ts';
import { openTable } from '../../adapters/sources/database/table-session.ts';
import { delay } from '../../adapters/sources/delay.ts';
import { openInterface } from '../../adapters/sources/interface-session.ts';
import { parseAllowList, type AllowList } from '../../adapters/sources/net/allow-list.ts';
import { guardedAddress } from '../../adapters/sources/net/guarded-address.ts';
import { describeTable } from '../../collection/front-end/describe-table.ts';
import { interfaceRules } from '../../collection/interface/interface-rules.ts';
import type { OpenAcknowledgementWriter, OpenSource, SecretStore } from '../../collection/sources/ports.ts';
import { secretName } from '../../collection/sources/registration/secret-name.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { memoize } from '../memoize.ts';
import { listSetting } from '../setting.ts';

export type SourceConnectors = {
  readonly openSource: OpenSource;
  readonly openAcknowledgementWriter: OpenAcknowledgementWriter;
};

/** Connects only to the allow-list in `SOURCE_ADDRESSES`. */
export function sourceConnectors(secrets: Pick<SecretStore, 'read'>): SourceConnectors {
  const allowed = memoize(() => parseAllowList(listSetting('SOURCE_ADDRESSES')));
  const readSecret = async (source: SourceRecord) => (await secrets.read(secretName(source))) ?? {};
  return {
    openSource: async (source, version, readOptions) => {
      const { declaration } = source;
      const secret = await readSecret(source);
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
      const { queried, fieldOf } = resolveTable(source, declaration, version);
      const connect = connector(declaration, { secret, allowList: allowed(), readOnly: true });
      const session = await openTable(connect, queried, readOptions, declaration);
      return { ...session, fields: session.columns.map(fieldOf) };
    },
    openAcknowledgementWriter: async (source, version) => {
      const { declaration } = source;
      if (declaration.channel === 'interface') throw new SourceFault('permission-denied');
      const { statementSeconds } = declaration;
      const { queried, rejected } = resolveTable(source, declaration, version);
      const secret = await readSecret(source);
      const connect = connector(declaration, { secret, allowList: allowed(), readOnly: false });
      return await openTableAcknowledgementWriter(connect, { ...queried, ...rejected, statementSeconds });
    },
  };
}

/** The declaration's names override those of the generated table. */
function resolveTable(source: SourceRecord, declaration: DatabaseDeclaration, version: DatasetVersion) {
  const made = describeTable(source.dataset, version.version, version.content);
  const columnOf = (field: string) => declaration.columns[field] ?? field;
  const queried: QueriedTable = {
    system: declaration.system,
    schema: declaration.schema ?? made.schema,
    table: declaration.table ?? made.table,
    columns: made.columns.map(({ name }) => columnOf(name)),
    key: made.key.map(columnOf),
    required: version.content.fields.flatMap(({ key, required }) => (required ? [columnOf(key)] : [])),
  };
  const fieldOf = (column: string) => made.columns.find(({ name }) => columnOf(name) === column)?.name ?? column;
  const keyKinds = made.key.flatMap((key) => made.columns.find(({ name }) => name === key)?.valueKind ?? []);
  return { queried, fieldOf, rejected: { rejectedTable: made.rejected, rejectedKey: made.key, keyKinds } };
}

type Access = {
  readonly secret: Readonly<Record<string, string>>;
  readonly allowList: AllowList;
  readonly readOnly: boolean;
};

/** Throws `credentials-missing`, and as `guardedAddress` does. */
function connector(declaration: DatabaseDeclaration, { secret, allowList, readOnly }: Access) {
  const { user, password } = secret;
  return async () => {
    if (user === undefined || password === undefined)
      throw new SourceFault('credentials-missing', { name: user === undefined ? 'user' : 'password' });
    const { address } = await guardedAddress(declaration, allowList);
    const target: DatabaseTarget = {
      address,
      host: declaration.host,
      port: declaration.port,
      ...definedOnly({ database: declaration.database }),
      user,
      password,
      tls: declaration.tls === 'off' ? null : definedOnly({ ca: declaration.ca }),
      statementSeconds: declaration.statementSeconds,
      readOnly,
    };
    return await (declaration.system === 'postgresql' ? connectPostgres(target) : connectMysql(target));
  };
}
