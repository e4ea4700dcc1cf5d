import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateApi } from 'swagger-typescript-api';

/** `program` is an ES module without dependencies, `types` its declarations. */
export type GeneratedClient = { readonly program: string; readonly types: string };

/** Generates the class `GrantClient` from an OpenAPI document. Throws what the generator throws for another document. */
export async function generateClient(document: Readonly<Record<string, unknown>>): Promise<GeneratedClient> {
  const folder = await mkdtemp(join(tmpdir(), 'guiji-client-')); // the generator reads a file
  try {
    const input = join(folder, 'openapi.json');
    await writeFile(input, JSON.stringify(document));
    const { files } = await generateApi({
      input,
      output: false,
      silent: true,
      fileName: 'client.ts',
      toJS: true,
      apiClassName: 'GrantClient',
      extractRequestBody: true,
      extractResponseBody: true,
      extractResponseError: true,
      enumStyle: 'union',
    });
    const contentOf = (extension: string): string => {
      const file = files.find(({ fileExtension }) => fileExtension === extension);
      if (file === undefined) throw new Error(`the generator has made no file ${extension}`);
      return file.fileContent;
    };
    return { program: contentOf('.js'), types: contentOf('.d.ts') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
