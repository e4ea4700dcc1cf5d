import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './command.ts';

/**
 * A command's words by its options and the names of its positional words, the last of which may be optional (`?`) or be there any number of times (`…`).
 * Throws UsageError with a sentence that names the word in question, but never repeats an option's value.
 */
export function parseCommandLine<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  names: readonly string[],
) {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const many = names.at(-1)?.endsWith('…') === true;
  let words = 0;
  for (const token of tokens) {
    if (token.kind === 'positional' && (words += 1) > names.length && !many)
      throw new UsageError(
        `多出了“${token.value}”。${names.length === 0 ? '这个命令不需要参数。' : `这个命令只需要：${names.map(plain).join('、')}。`}`,
      );
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (option === undefined) throw new UsageError(`不认识选项“${token.rawName}”。`);
    if (option.type === 'boolean' && token.value !== undefined)
      throw new UsageError(`选项“${token.rawName}”后面不需要内容。`);
    if (
      option.type === 'string' &&
      (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--')))
    )
      throw new UsageError(`选项“${token.rawName}”后面缺少内容。`);
  }
  const missing = names.slice(words).find((name) => !name.endsWith('?'));
  if (missing !== undefined) throw new UsageError(`请给出${plain(missing)}。`);
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

function plain(name: string): string {
  return name.replace(/[?…]$/, '');
}
