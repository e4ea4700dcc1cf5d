import type { Command } from './command.ts';

export type CommandEntry = {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly (readonly [option: string, meaning: string])[];
  /** Loads on demand: `read` needs no network code. */
  readonly load: () => Promise<Command>;
  /** The first word behind the command selects one. */
  readonly subcommands?: Readonly<Record<string, CommandEntry>>;
};
