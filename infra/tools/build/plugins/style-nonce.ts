import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const plain = "document.createElement('style')";
const withNonce =
  "Object.assign(document.createElement('style'), { nonce: document.querySelector('meta[name=style-nonce]')?.nonce ?? '' })";

/**
 * Gives each style element that Ant Design adds the page's nonce (CSP 3). Its own setting `csp` does not reach all of
 * them: scroll bars and modals measure and lock without it. Throws when the package adds them in another way.
 */
export const styleNonce: Plugin = {
  name: 'style-nonce',
  setup(build) {
    build.onLoad(
      {
        filter:
          /[\\/](?:@rc-component[\\/]util[\\/]es[\\/]Dom[\\/]dynamicCSS|@ant-design[\\/]icons[\\/]es[\\/]cssUtils)\.js$/,
      },
      ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!text.includes(plain)) throw new Error(`${path} adds style elements in a new way`);
        return { contents: text.replaceAll(plain, withNonce), loader: 'js' };
      },
    );
  },
};
