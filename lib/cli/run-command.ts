import type { CommandContext } from './command.ts';
import { commands, type CommandEntry } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { formatHelp, helpText } from './help-text.ts';

/** Returns the exit code. Throws unexpected errors. */
export async function runCommand(words: readonly string[], context: CommandContext): Promise<number> {
  const [name = '', ...args] = words;
  if (name === '' || isHelpOption(name) || (name === 'help' && args.length === 0)) {
    context.stdout.write(helpText(commands));
    return name === '' ? exitCodes.usageError : exitCodes.done;
  }
  const commandName = name === 'help' ? (args[0] ?? '') : name;
  const command = findCommand(commandName);
  if (command === null) {
    const names = Object.keys(commands).join('、');
    context.stderr.write(`没有“${commandName}”这个命令。可用的命令：${names}。请用 guiji --help 查看用法。\n`);
    return exitCodes.usageError;
  }
  if (name === 'help' || args.some(isHelpOption)) {
    context.stdout.write(formatHelp(command));
    return exitCodes.done;
  }
  const run = await command.load();
  try {
    return await run(args, context);
  } catch (error) {
    const { explainError } = await import('./explain-error.ts');
    const sentence = explainError(error);
    if (sentence === null) throw error;
    const { UsageError } = await import('./command.ts');
    const usage = `用法：guiji ${command.usage}（选项见 guiji ${commandName} --help）\n`;
    context.stderr.write(`${sentence}\n${error instanceof UsageError ? usage : ''}`);
    return exitCodes.usageError;
  }
}

function isHelpOption(word: string): boolean {
  return word === '--help' || word === '-h';
}

function findCommand(name: string): CommandEntry | null {
  const found = Object.entries(commands).find(([key]) => key === name);
  return found === undefined ? null : found[1];
}
