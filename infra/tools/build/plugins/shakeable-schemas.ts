import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Writes the keys of the AWS SDK's schemas out, so that esbuild leaves out the schemas of commands that nobody sends,
 * 50 KB of S3's in each bundle: a computed key might have side effects.
 *
 *   const _hH = "httpHeader"; … { [_hH]: "x" }   →   { "httpHeader": "x" }
 */
export const shakeableSchemas: Plugin = {
  name: 'shakeable-schemas',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
      ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const constants = new Map(
          [...text.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
        );
        const contents = text.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
          const value = constants.get(name);
          return value === undefined ? key : `${value}:`;
        });
        return { contents, loader: 'js' };
      },
    );
  },
};
