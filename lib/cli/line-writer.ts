/** Where a command reads and writes: the process's own streams, or a test's. */
export type CommandIo = { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream };

export type LineWriter = {
  /** Writes text that ends in a line feed, at the reader's pace. False: nobody reads any more (`| head`). */
  readonly write: (text: string) => Promise<boolean>;
  /** Lets go of the stream. */
  readonly release: () => void;
};

/** A stream at the pace of whoever reads it; a reader that goes away (EPIPE) is no fault of ours. Throws any other fault of the stream. */
export function lineWriter(stream: NodeJS.WritableStream): LineWriter {
  let gone = false;
  let fault: Error | undefined;
  let wake = (): void => undefined;
  const onError = (error: NodeJS.ErrnoException): void => {
    gone = true;
    if (error.code !== 'EPIPE') fault = error;
    wake();
  };
  const onDrain = (): void => wake();
  stream.on('error', onError);
  stream.on('drain', onDrain);
  stream.on('close', onDrain);

  async function write(text: string): Promise<boolean> {
    if (!gone && !stream.write(text)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (gone || !stream.writable) resolve();
      });
    }
    if (fault !== undefined) throw fault;
    return !gone && stream.writable;
  }

  return {
    write,
    release: () => {
      stream.off('drain', onDrain);
      stream.off('close', onDrain);
      if (!gone) stream.off('error', onError); // an EPIPE may be reported again
    },
  };
}
