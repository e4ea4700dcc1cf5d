import type { CommandIo } from './line-writer.ts';

export type CommandContext = CommandIo & {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly bundledCatalogue: string;
};

/** Returns the exit code. Throws `UsageError` and what explain-error.ts knows. */
export type Command = (args: readonly string[], context: CommandContext) => Promise<number>;

/** Its message is a whole Chinese sentence. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageError';
  }
}
