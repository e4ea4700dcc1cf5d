import type { CommandEntry } from '../command-entry.ts';
import { type Command, UsageError } from '../command.ts';

/** Runs when the next word names no subcommand. */
export function missingSubcommand(name: string, subcommands: Readonly<Record<string, CommandEntry>>): Command {
  return () => {
    throw new UsageError(`请在 ${name} 后面写明子命令：${Object.keys(subcommands).join('、')}。`);
  };
}
