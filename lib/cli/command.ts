import type { CommandIo } from './line-writer.ts';

/** What a command is given of the world besides its words. */
export type CommandContext = CommandIo & {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The file of catalogue entries that came with the program. */
  readonly bundledCatalogue: string;
};

/** Answers the exit code. Throws UsageError, and the faults that explain-fault.ts knows. */
export type Command = (args: readonly string[], world: CommandContext) => Promise<number>;

/** The caller can mend it: the message is a whole Chinese sentence. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageError';
  }
}
