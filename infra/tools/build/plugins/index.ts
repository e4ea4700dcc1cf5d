import type { Plugin } from 'esbuild';
import { coreModulesByRequire } from './core-modules-by-require.ts';
import { dynamooseItemsOnly } from './dynamoose-items-only.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { noBrowserParser } from './no-browser-parser.ts';
import { noLocales } from './no-locales.ts';
import { shakeableSchemas } from './shakeable-schemas.ts';
import { trueTypeOnly } from './true-type-only.ts';
import { workbookWriterOnly } from './workbook-writer-only.ts';
import { zodByName } from './zod-by-name.ts';

/** The command line keeps the AWS SDK's full chain of credentials. */
export const commandLinePlugins: readonly Plugin[] = [noLocales, trueTypeOnly];

export const functionPlugins: readonly Plugin[] = [
  ...commandLinePlugins,
  coreModulesByRequire,
  dynamooseItemsOnly,
  environmentCredentials,
  noBrowserParser,
  shakeableSchemas,
  workbookWriterOnly,
  zodByName,
];
