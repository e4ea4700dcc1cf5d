import type { CommandEntry } from './command-entry.ts';
import type { CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { escapingStream } from './escaping-stream.ts';
import { exitCodes } from './exit-codes.ts';
import { formatHelp, helpText } from './help-text.ts';

/** Returns the exit code. Throws unexpected errors. */
export async function runCommand(words: readonly string[], raw: CommandContext): Promise<number> {
  const context = { ...raw, stdout: escapingStream(raw.stdout), stderr: escapingStream(raw.stderr) };
  const [name = '', ...rest] = words;
  const general = answerGeneral(name, rest, context);
  if (general !== null) return general;
  const called = name === 'help' ? rest : words;
  const found = findCommand(called, commands);
  if (found === null) {
    const names = Object.keys(commands).join('、');
    context.stderr.write(`没有“${called[0] ?? ''}”这个命令。可用的命令：${names}。请用 guiji --help 查看用法。\n`);
    return exitCodes.usageError;
  }
  const { command, args, path } = found;
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
    const usage = `用法：guiji ${command.usage}（选项见 guiji ${path.join(' ')} --help）\n`;
    context.stderr.write(`${sentence}\n${error instanceof UsageError ? usage : ''}`);
    return exitCodes.usageError;
  }
}

/** Answers what names no command: help of all, and the version. */
function answerGeneral(name: string, rest: readonly string[], { stdout, version }: CommandContext): number | null {
  if (name === '' || isHelpOption(name) || (name === 'help' && rest.length === 0)) {
    stdout.write(helpText(commands));
    return name === '' ? exitCodes.usageError : exitCodes.done;
  }
  if (!['--version', '-V', 'version'].includes(name) || rest.length > 0) return null;
  stdout.write(`guiji ${version}（Node.js ${process.versions.node}）\n`);
  return exitCodes.done;
}

function isHelpOption(word: string): boolean {
  return word === '--help' || word === '-h';
}

type FoundCommand = {
  readonly command: CommandEntry;
  readonly args: readonly string[];
  readonly path: readonly string[];
};

/** Takes a subcommand's name off the words, too. */
function findCommand(
  [name = '', ...args]: readonly string[],
  among: Readonly<Record<string, CommandEntry>>,
): FoundCommand | null {
  const command = Object.entries(among).find(([key]) => key === name)?.[1];
  if (command === undefined) return null;
  const below = findCommand(args, command.subcommands ?? {});
  return below === null ? { command, args, path: [name] } : { ...below, path: [name, ...below.path] };
}
