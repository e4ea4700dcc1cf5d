import type { CommandIo } from './line-writer.ts';

/** The streams and settings of a command. */
export type CommandContext = CommandIo & {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Path of the catalogue file that is bundled with the program. */
  readonly bundledCatalogue: string;
};

/** Returns the exit code. Throws `UsageError` and the other errors that explain-error.ts knows. */
export type Command = (args: readonly string[], context: CommandContext) => Promise<number>;

/** The caller can correct it: the message is a whole Chinese sentence. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageError';
  }
}
