/** Prints steps, what is sent (›), what comes back (│), and comparisons (✓ or ✗). */
export type Reporter = {
  readonly step: (title: string) => void;
  readonly sent: (text: string) => void;
  readonly received: (text: string) => void;
  /** Throws Mismatch when the two differ. */
  readonly assertEqual: (what: string, actual: unknown, expected: unknown) => void;
};

export class Mismatch extends Error {
  constructor(what: string) {
    super(`不符：${what}`);
    this.name = 'Mismatch';
  }
}

/** Numbers the steps and times each comparison from the start of its step. */
export function reporter(write: (line: string) => void): Reporter {
  let [steps, since] = [0, 0];
  return {
    step: (title) => {
      steps += 1;
      since = performance.now();
      write(`\n${steps}. ${title}`);
    },
    sent: (text) => write(`   › ${text}`),
    received: (text) => {
      for (const line of text.trimEnd().split('\n')) write(`   │ ${line}`);
    },
    assertEqual: (what, actual, expected) => {
      const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
      if (got !== wanted) {
        write(`   ✗ ${what}`);
        write(`     应为 ${shortened(wanted)}`);
        write(`     实为 ${shortened(got)}`);
        throw new Mismatch(what);
      }
      write(`   ✓ ${what}（${((performance.now() - since) / 1000).toFixed(1)} 秒）`);
    },
  };
}

function shortened(text: string | undefined): string {
  const known = text ?? '没有';
  return known.length > 400 ? `${known.slice(0, 400)}…` : known;
}
