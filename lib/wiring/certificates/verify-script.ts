import { browserScript } from '../../adapters/browser-script.ts';
import { memoizeAsync } from '../memoize.ts';

export type VerifyScriptPorts = { readonly script: () => Promise<Uint8Array> };

/** The script is read at the first request and kept while the function is warm. */
export function verifyScriptPorts(): VerifyScriptPorts {
  return { script: memoizeAsync(() => browserScript('verify.js')) };
}

/** Throws `browser-script-not-built` if `dist/browser/verify.js` is absent. */
export async function readVerifyScript(
  _input: unknown,
  { script }: VerifyScriptPorts,
): Promise<{ readonly file: Uint8Array }> {
  return { file: await script() };
}
