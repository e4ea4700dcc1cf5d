import type { Plugin } from 'esbuild';
import { projectDirectory } from '../../../local/project-directory.ts';

/**
 * Leaves one credential provider to the AWS SDK, the environment's, 140 KB less in every bundle: Lambda sets a function's
 * keys there. Files, profiles, sign-in and instance metadata are for command lines and servers.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: 'credential-provider-node',
      namespace: 'environment-credentials',
    }));
    build.onLoad({ filter: /.*/, namespace: 'environment-credentials' }, () => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      loader: 'js',
      resolveDir: projectDirectory,
    }));
  },
};
