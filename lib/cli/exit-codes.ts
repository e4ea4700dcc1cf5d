export const exitCodes = {
  done: 0,
  /** Findings with errors, or a delivery that was not published. */
  findings: 1,
  /** A wrong call, an account without permission, or an unreachable system. */
  usageError: 2,
  refused: 3,
} as const;
