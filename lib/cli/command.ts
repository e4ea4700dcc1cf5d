import type { CommandIo } from './line-writer.ts';

export type CommandContext = CommandIo & {
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly bundledCatalogue: string;
  /** The file that `admin seed` writes into a stage. */
  readonly bundledSeeds: string;
  /** The module by which a generated client signs in. */
  readonly bundledSignIn: string;
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

/** The stage refuses the change; its message is a whole Chinese sentence. */
export class CommandRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CommandRefused';
  }
}
