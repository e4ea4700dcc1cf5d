import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DatabaseDeclaration } from '../../../schemas/collection/sources/database-declaration.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { openTableAcknowledgementWriter } from '../../adapters/sources/database/acknowledgement-writer.ts';
import type { DatabaseConnection, DatabaseTarget } from '../../adapters/sources/database/connection.ts';
import type { QueriedTable } from '../../adapters/sources/database/queried-table.ts';
import { openTable } from '../../adapters/sources/database/table-session.ts';
import { delay } from '../../adapters/sources/delay.ts';
import { parseAllowLists, type AllowList } from '../../adapters/sources/net/allow-list.ts';
import { guardedAddress } from '../../adapters/sources/net/guarded-address.ts';
import { describeTable } from '../../collection/front-end/describe-table.ts';
import { interfaceRules } from '../../collection/interface/interface-rules.ts';
import type { OpenAcknowledgementWriter, OpenSource, SecretStore } from '../../collection/sources/ports.ts';
import { isSecretBound } from '../../collection/sources/registration/secret-binding.ts';
import { secretName } from '../../collection/sources/registration/secret-name.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { now } from '../clock.ts';
import { memoize } from '../memoize.ts';
import { listSetting } from '../setting.ts';

export type SourceConnectors = {
  readonly openSource: OpenSource;
  readonly openAcknowledgementWriter: OpenAcknowledgementWriter;
};

/** Connects only to the department's entries in `SOURCE_ADDRESSES`. Drivers and the HTTP client are loaded at their first use. */
export function sourceConnectors(secrets: Pick<SecretStore, 'read'>): SourceConnectors {
  const allowLists = memoize(() => parseAllowLists(listSetting('SOURCE_ADDRESSES')));
  const allowed = ({ department }: SourceRecord) => allowLists()(department);
  // A secret that was kept for another host is as good as none.
  const readSecret = async (source: SourceRecord) =>
    (isSecretBound(source) ? await secrets.read(secretName(source)) : null) ?? {};
  return {
    openSource: async (source, version, readOptions) => {
      const { declaration } = source;
      const secret = await readSecret(source);
      if (declaration.channel === 'interface') {
        const { openInterface } = await import('../../adapters/sources/interface-session.ts');
        return openInterface({
          declaration,
          secret,
          readOptions,
          allowList: allowed(source),
          rules: interfaceRules,
          now,
          delay,
          random: Math.random,
        });
      }
      const { queried, fieldOf } = resolveTable(source, declaration, version);
      const connect = connector(declaration, { secret, allowList: allowed(source), readOnly: true });
      const session = await openTable(connect, queried, readOptions, declaration);
      return { ...session, fields: session.columns.map(fieldOf) };
    },
    openAcknowledgementWriter: async (source, version) => {
      const { declaration } = source;
      if (declaration.channel === 'interface') throw new SourceFault('permission-denied');
      const { statementSeconds } = declaration;
      const { queried, rejected } = resolveTable(source, declaration, version);
      const secret = await readSecret(source);
      const connect = connector(declaration, { secret, allowList: allowed(source), readOnly: false });
      return await openTableAcknowledgementWriter(connect, { ...queried, ...rejected, statementSeconds });
    },
  };
}

/** The declaration's names override those of the generated table. */
function resolveTable(source: SourceRecord, declaration: DatabaseDeclaration, version: DatasetVersion) {
  const made = describeTable(source.dataset, version.version, version.content);
  const columnOf = (field: string) => ownValue(declaration.columns, field) ?? field;
  const queried: QueriedTable = {
    system: declaration.system,
    schema: declaration.schema ?? made.schema,
    table: declaration.table ?? made.table,
    columns: made.columns.map(({ name }) => columnOf(name)),
    key: made.key.map(columnOf),
    required: version.content.fields.flatMap(({ key, required }) => (required ? [columnOf(key)] : [])),
  };
  const fieldOf = (column: string) => made.columns.find(({ name }) => columnOf(name) === column)?.name ?? column;
  return { queried, fieldOf, rejected: { rejectedTable: made.rejected, rejectedKey: made.key } };
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
    return await connect[declaration.system](target);
  };
}

/** A source needs one of two drivers, or none: each is loaded at its first connection. */
const connect: Readonly<
  Record<DatabaseDeclaration['system'], (target: DatabaseTarget) => Promise<DatabaseConnection>>
> = {
  postgresql: async (target) =>
    await (await import('../../adapters/sources/database/connect-postgres.ts')).connectPostgres(target),
  mysql: async (target) =>
    await (await import('../../adapters/sources/database/connect-mysql.ts')).connectMysql(target),
};
