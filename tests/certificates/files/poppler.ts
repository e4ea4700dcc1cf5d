import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether poppler, a PDF reader independent of the writer, is installed. */
export const popplerFound = ['pdftotext', 'pdftoppm', 'pdffonts', 'pdfinfo', 'pdfdetach', 'pdfsig'].every(
  (program) => spawnSync(program, ['-v']).error === undefined,
);

export const poppler = {
  /** The text of all pages, without white space. */
  text: (file: Uint8Array): string =>
    inFolder(file, (path) => run('pdftotext', ['-enc', 'UTF-8', path, '-'])).replaceAll(/\s/gu, ''),
  /** Name, type, and whether it is embedded, subset and has a ToUnicode map. */
  fonts: (
    file: Uint8Array,
  ): { readonly name: string; readonly embedded: boolean; readonly subset: boolean; readonly unicode: boolean }[] =>
    inFolder(file, (path) => run('pdffonts', [path]))
      .split('\n')
      .slice(2)
      .flatMap((line) => {
        const [, name, embedded, subset, unicode] =
          /^(\S+) .* (yes|no) +(yes|no) +(yes|no) +\d+ +\d+ *$/.exec(line) ?? [];
        return name === undefined
          ? []
          : [{ name, embedded: embedded === 'yes', subset: subset === 'yes', unicode: unicode === 'yes' }];
      }),
  /** The entries that the certificate added to the information dictionary. */
  metadata: (file: Uint8Array): Record<string, string> =>
    Object.fromEntries(
      inFolder(file, (path) => run('pdfinfo', ['-custom', path]))
        .split('\n')
        .flatMap((line) =>
          /^[A-Z_0-9]+: /.test(line)
            ? [[line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]]
            : [],
        ),
    ),
  /** What `pdfsig` says of the only signature, without asking anybody whether the certificates were revoked. */
  signature: (
    file: Uint8Array,
  ): { readonly type: string; readonly validity: string; readonly wholeDocument: boolean } => {
    const text = inFolder(file, (path) => run('pdfsig', ['-nocert', path]));
    return {
      type: /Signature Type: (.*)/.exec(text)?.[1] ?? '',
      validity: /Signature Validation: (.*)/.exec(text)?.[1] ?? '',
      wholeDocument: text.includes('Total document signed'),
    };
  },
  /** The first page as it is drawn, in grey (PGM). */
  picture: (file: Uint8Array): Buffer =>
    inFolder(file, (path) => {
      run('pdftoppm', ['-gray', '-r', '100', '-singlefile', path, path]);
      return readFileSync(`${path}.pgm`);
    }),
  attachment: (file: Uint8Array): string =>
    inFolder(file, (path) => {
      run('pdfdetach', ['-save', '1', '-o', `${path}.json`, path]);
      return readFileSync(`${path}.json`, 'utf8');
    }),
};

/** Whether qpdf, which checks the structure of PDF files, is installed. */
export const qpdfFound = spawnSync('qpdf', ['--version']).error === undefined;

/** What `qpdf --check` complains about; empty for a sound file. */
export function qpdfWarnings(file: Uint8Array): string {
  return inFolder(file, (path) => {
    const { status, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
    return status === 0 ? stderr : `${status}: ${stderr}`;
  });
}

function run(program: string, options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

function inFolder<T>(file: Uint8Array, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-pdf-'));
  try {
    const path = join(folder, 'certificate.pdf');
    writeFileSync(path, file);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
