import { describe, expect, test } from 'vitest';
import { functions } from '../../../infra/deployment/functions.ts';
import { roleId } from '../../../infra/deployment/logical-id.ts';
import { type Role, readRoles } from '../../../infra/local/access/read-policies.ts';
import { referencesOf } from '../../../infra/local/access/resolve-reference.ts';
import { resolvedService, settingsOfFunctions } from '../../../infra/local/resolved-service.ts';
import { type Reachable, reachableOfFunctions, readReachable } from './reachable.ts';
import { unsentCommands } from './unsent-commands.ts';

const service = await resolvedService();
const roles = readRoles(service, referencesOf(service.resources.Resources, service.provider.region));
const reachable = await reachableOfFunctions();

/** Lambda polls the queue of a worker with the worker's role. */
const pollerActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
/** Sent by a store for the function. */
const keyActions = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

/** Grants without a command, and commands without a grant. */
const variables = { ...service.provider.environment, ...settingsOfFunctions(service) };

function differences({ actions, settings }: Reachable, role: Role, unsent: readonly string[]): readonly string[] {
  const granted = new Set(role.statements.flatMap((statement) => statement.actions));
  const resources = role.statements.flatMap((statement) => statement.resources);
  const opened = [...settings].map((name) => variables[name] ?? '');
  return [
    ...[...granted]
      .filter((action) => !pollerActions.includes(action) && !keyActions.includes(action))
      .filter((action) => !isSent(action, actions))
      .map((action) => `grants ${action}, which no command of its code needs`),
    ...[...actions]
      .filter((action) => !granted.has(action) && !unsent.includes(action))
      .map((action) => `may send ${action}, which is not granted`),
    ...unsent.filter((action) => granted.has(action)).map((action) => `grants ${action}, which it never sends`),
    ...unsent.filter((action) => !actions.has(action)).map((action) => `cannot send ${action} any more`),
    ...resources
      .filter((resource) => /:dynamodb:|:s3:/.test(resource))
      .filter((resource) => !opened.some((name) => name !== '' && resource.includes(name)))
      .map((resource) => `grants ${resource}, which it never opens`),
  ];
}

/** A version is read, and a missing object looked for, by the command that reads an object. */
function isSent(action: string, actions: ReadonlySet<string>): boolean {
  if (action === 's3:GetObjectVersion') return actions.has('s3:GetObject');
  if (action === 's3:ListBucket') return actions.has('s3:GetObject') || actions.has(action);
  return actions.has(action);
}

describe('a role grants what the code of its function can send, and nothing else', () => {
  test.each(functions.map(({ name }) => name))('%s', (name) => {
    const role = roles.get(roleId(name));
    const own = reachable.get(name);
    if (role === undefined || own === undefined) throw new Error(`${name} has no role or no code`);
    expect(differences(own, role, unsentCommands[name] ?? [])).toEqual([]);
  });

  test('no entry is of an unknown function', () => {
    expect(Object.keys(unsentCommands).filter((name) => !reachable.has(name))).toEqual([]);
  });
});

describe('both ways', () => {
  const role = roles.get(roleId('authorize'));
  const own = reachable.get('authorize');
  const unsent = unsentCommands['authorize'] ?? [];

  test('a grant taken away', () => {
    const less = { id: '', arn: '', statements: [] };
    expect(own && differences(own, less, unsent)).toContain('may send dynamodb:GetItem, which is not granted');
  });

  test('a command added', () => {
    const text = 'import { DeleteObjectCommand as Remove } from "@aws-sdk/client-s3"; client.send(new Remove({}));';
    const { actions } = readReachable(text);
    expect([...actions]).toEqual(['s3:DeleteObject']);
    const more = { actions: new Set([...(own?.actions ?? []), ...actions]), settings: own?.settings ?? new Set() };
    expect(role && differences(more, role, unsent)).toEqual(['may send s3:DeleteObject, which is not granted']);
  });

  test('a grant added', () => {
    const statement = {
      effect: 'Allow',
      actions: ['dynamodb:DeleteTable'],
      resources: [`table/${service.provider.environment['RECORDS_TABLE']}:dynamodb:`],
      conditions: [],
    } as const;
    const more = { id: '', arn: '', statements: [...(role?.statements ?? []), statement] };
    expect(own && differences(own, more, unsent)).toEqual([
      'grants dynamodb:DeleteTable, which no command of its code needs',
      expect.stringContaining('which it never opens'),
    ]);
  });
});

describe('what nobody may do', () => {
  const grantsTo = (pattern: RegExp) =>
    [...roles.values()].filter(({ statements }) =>
      statements.some(({ actions }) => actions.some((action) => pattern.test(action))),
    );

  test.each<[string, RegExp]>([
    ['delete a version of an object', /^s3:DeleteObjectVersion/],
    [
      'administer a key, a table, a bucket or a queue',
      /^(kms:(Put|Schedule|Disable|Create|Cancel)|\w+:(Create|Update|Delete)(Table|Bucket|Queue))/,
    ],
    ['everything of a service', /\*/],
  ])('%s', (_, pattern) => {
    expect(grantsTo(pattern)).toEqual([]);
  });

  test('only the sweep of unused objects may delete any', () => {
    expect(grantsTo(/^s3:Delete/).map(({ id }) => id)).toEqual(['SweepObjectsRole']);
  });

  test('only functions that sign certificates, or the terms of grants, may sign', () => {
    expect(grantsTo(/^kms:Sign$/).map(({ id }) => id)).toEqual([
      'GrantDocumentsRole',
      'CertificatesFilesRole',
      'IssueCertificatesRole',
      'SweepCertificatesRole',
    ]);
  });

  test('only functions that call departments may read their credentials', () => {
    const readers = [...roles.values()].filter(({ statements }) =>
      statements.some(
        ({ actions, resources }) =>
          actions.includes('ssm:GetParameter') && resources.some((resource) => resource.includes('/sources/')),
      ),
    );
    expect(readers.map(({ id }) => id)).toEqual(['SourcesConnectRole', 'PullSourceRole']);
  });

  test('raw objects are written by channel', () => {
    const writers = [...roles.values()].flatMap(({ id, statements }) =>
      statements
        .filter(({ actions }) => actions.includes('s3:PutObject'))
        .flatMap(({ resources }) =>
          resources
            .filter((resource) => resource.includes('-raw/'))
            .map((resource) => [id, resource.split('-raw/')[1]]),
        ),
    );
    expect(writers).toEqual([
      ['CollectionApiRole', 'deliveries/*'],
      ['CollectionApiRole', 'paper-uploads/*'],
      ['CollectionApiRole', 'papers/*'],
      ['SourcesConnectRole', 'pulls/*/manifest-*.json'],
      ['PullSourceRole', 'pulls/*'],
      ['ReplayAllRole', 'pulls/*/manifest-*.json'],
      ['SharingApiRole', 'paper-uploads/_applications/*'],
      ['SharingApiRole', 'attachments/*'],
    ]);
  });

  test('the data key is used through the stores only', () => {
    const uses = [...roles.values()].flatMap(({ statements }) =>
      statements.filter(({ actions }) => actions.includes('kms:Decrypt')),
    );
    expect(uses.length).toBeGreaterThan(20);
    for (const { conditions } of uses)
      expect(conditions.map(({ operator, key }) => [operator, key])).toEqual([['StringLike', 'kms:ViaService']]);
  });
});
