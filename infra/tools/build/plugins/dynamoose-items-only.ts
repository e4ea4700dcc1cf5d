import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';
import { projectDirectory } from '../../../local/project-directory.ts';

/** What dynamoose calls for items. The template makes the tables. */
const commands = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
] as const;

const methods = commands.map(
  (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}(input) { return this.send(new ${name}Command(input)); }`,
);

/*
 * dynamoose asks for the client by `require`, and what is required is bundled whole. So it gets an empty object, which
 * is filled from imports before dynamoose is loaded:
 *
 *   our code ─import─▶ dynamoose ─┬─import─▶ fill ─import─▶ client-dynamodb
 *                                 └─import─▶ the real dynamoose ─require─▶ client (the object)
 */
const modules: Readonly<Record<string, string>> = {
  dynamoose: `import 'dynamoose-items-only:fill'; export { default } from ${JSON.stringify(createRequire(import.meta.url).resolve('dynamoose'))};`,
  client: 'module.exports = {};',
  fill: `
    import client from 'dynamoose-items-only:client';
    import { DynamoDBClient, TableClass, ${commands.map((name) => `${name}Command`).join(', ')} } from '@aws-sdk/client-dynamodb';
    client.TableClass = TableClass;
    client.DynamoDB = class extends DynamoDBClient { ${methods.join('\n')} };
  `,
};

/** Gives dynamoose a DynamoDB client without the commands that manage tables, 100 KB less in every bundle. */
export const dynamooseItemsOnly: Plugin = {
  name: 'dynamoose-items-only',
  setup(build) {
    const namespace = 'dynamoose-items-only';
    build.onResolve({ filter: /^dynamoose$/ }, () => ({ path: 'dynamoose', namespace }));
    build.onResolve({ filter: /^dynamoose-items-only:/ }, ({ path }) => ({
      path: path.replace(/^.*:/, ''),
      namespace,
    }));
    build.onResolve({ filter: /^@aws-sdk\/client-dynamodb$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]dynamoose[\\/]/.test(importer) ? { path: 'client', namespace } : null,
    );
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: modules[path] ?? '',
      loader: 'js',
      resolveDir: projectDirectory,
    }));
  },
};
