/** How a command ends, for whoever calls it from a script. */
export const exitCodes = {
  done: 0,
  /** Findings with errors, or a delivery that was not published. */
  findings: 1,
  /** A wrong call, an account that may not, or a system that cannot be reached. */
  usageError: 2,
  /** A workbook that cannot be read as a whole. */
  refused: 3,
} as const;
