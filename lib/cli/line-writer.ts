export type CommandIo = { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream };

export type LineWriter = {
  /** The text ends in a line feed. False: the reader has closed the stream (`| head`). */
  readonly write: (text: string) => Promise<boolean>;
  readonly release: () => void;
};

/** Writes with back-pressure. A closed pipe (EPIPE) is no error; `write` throws other errors. */
export function lineWriter(stream: NodeJS.WritableStream): LineWriter {
  let isClosed = false;
  let failure: Error | undefined;
  let wake = (): void => undefined;
  const onError = (error: NodeJS.ErrnoException): void => {
    isClosed = true;
    if (error.code !== 'EPIPE') failure = error;
    wake();
  };
  const onDrain = (): void => wake();
  stream.on('error', onError);
  stream.on('drain', onDrain);
  stream.on('close', onDrain);

  async function write(text: string): Promise<boolean> {
    if (!isClosed && !stream.write(text)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isClosed || !stream.writable) resolve();
      });
    }
    if (failure !== undefined) throw failure;
    return !isClosed && stream.writable;
  }

  return {
    write,
    release: () => {
      stream.off('drain', onDrain);
      stream.off('close', onDrain);
      if (!isClosed) stream.off('error', onError); // an EPIPE may be reported again
    },
  };
}
