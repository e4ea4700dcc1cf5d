import type { CommandContext } from './command.ts';
import { commands, type CommandEntry } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { formatHelp, helpText } from './help-text.ts';

/** Runs the command that the words name; answers the exit code. What nobody foresaw is thrown. */
export async function runCommand(words: readonly string[], world: CommandContext): Promise<number> {
  const [name = '', ...args] = words;
  if (name === '' || name === '--help' || name === '-h' || (name === 'help' && args.length === 0)) {
    world.stdout.write(helpText(commands));
    return name === '' ? exitCodes.usageError : exitCodes.done;
  }
  const asked = name === 'help' ? (args[0] ?? '') : name;
  const command = findCommand(asked);
  if (command === null) {
    world.stderr.write(
      `没有“${asked}”这个命令。可用的命令：${Object.keys(commands).join('、')}。请用 guiji --help 查看用法。\n`,
    );
    return exitCodes.usageError;
  }
  if (name === 'help' || args.includes('--help') || args.includes('-h')) {
    world.stdout.write(formatHelp(command));
    return exitCodes.done;
  }
  const run = await command.load();
  try {
    return await run(args, world);
  } catch (error) {
    const { explainError } = await import('./explain-error.ts');
    const sentence = explainError(error);
    if (sentence === null) throw error;
    const { UsageError } = await import('./command.ts');
    world.stderr.write(
      `${sentence}\n${error instanceof UsageError ? `用法：guiji ${command.usage}（选项见 guiji ${asked} --help）\n` : ''}`,
    );
    return exitCodes.usageError;
  }
}

function findCommand(name: string): CommandEntry | null {
  const found = Object.entries(commands).find(([key]) => key === name);
  return found === undefined ? null : found[1];
}
