import type { CommandWorld } from './command.ts';
import { commands, type CommandEntry } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { helpOf, helpText } from './help-text.ts';

/** Runs the command that the words name; answers the exit code. What nobody foresaw is thrown. */
export async function runCommand(words: readonly string[], world: CommandWorld): Promise<number> {
  const [name = '', ...args] = words;
  if (name === '' || name === '--help' || name === '-h' || (name === 'help' && args.length === 0)) {
    world.stdout.write(helpText(commands));
    return name === '' ? exitCodes.wrongCall : exitCodes.done;
  }
  const asked = name === 'help' ? (args[0] ?? '') : name;
  const command = commandOf(asked);
  if (command === null) {
    world.stderr.write(
      `没有“${asked}”这个命令。可用的命令：${Object.keys(commands).join('、')}。请用 guiji --help 查看用法。\n`,
    );
    return exitCodes.wrongCall;
  }
  if (name === 'help' || args.includes('--help') || args.includes('-h')) {
    world.stdout.write(helpOf(command));
    return exitCodes.done;
  }
  const run = await command.load();
  try {
    return await run(args, world);
  } catch (error) {
    const { explainFault } = await import('./explain-error.ts');
    const sentence = explainFault(error);
    if (sentence === null) throw error;
    const { WrongCall } = await import('./command.ts');
    world.stderr.write(
      `${sentence}\n${error instanceof WrongCall ? `用法：guiji ${command.usage}（选项见 guiji ${asked} --help）\n` : ''}`,
    );
    return exitCodes.wrongCall;
  }
}

function commandOf(name: string): CommandEntry | null {
  const found = Object.entries(commands).find(([key]) => key === name);
  return found === undefined ? null : found[1];
}
