import { parseArgs, type ParseArgsOptionDescriptor, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './command.ts';

/** The last argument may be optional (`?`) or repeatable (`…`). Throws `UsageError` without quoting values. */
export function parseCommandLine<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  names: readonly string[],
) {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  let words = 0;
  for (const token of tokens) {
    if (token.kind === 'option')
      checkOption(token, Object.hasOwn(options, token.name) ? options[token.name] : undefined);
    if (token.kind === 'positional') checkSurplus(token.value, (words += 1), names);
  }
  const missing = names.slice(words).find((name) => !name.endsWith('?'));
  if (missing !== undefined) throw new UsageError(`请给出${plain(missing)}。`);
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

type OptionToken = {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
};

function checkOption(
  { rawName, value, inlineValue }: OptionToken,
  option: ParseArgsOptionDescriptor | undefined,
): void {
  if (option === undefined) throw new UsageError(`不认识选项“${rawName}”。`);
  if (option.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`选项“${rawName}”后面不需要内容。`);
    return;
  }
  if (value === undefined || value === '' || (inlineValue !== true && value.startsWith('--')))
    throw new UsageError(`选项“${rawName}”后面缺少内容。`);
}

function checkSurplus(word: string, position: number, names: readonly string[]): void {
  const isRepeatable = names.at(-1)?.endsWith('…') === true;
  if (position <= names.length || isRepeatable) return;
  const needs = names.length === 0 ? '这个命令不需要参数。' : `这个命令只需要：${names.map(plain).join('、')}。`;
  throw new UsageError(`多出了“${word}”。${needs}`);
}

function plain(name: string): string {
  return name.replace(/[?…]$/, '');
}
