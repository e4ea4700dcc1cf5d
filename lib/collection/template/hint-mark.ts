/** The prefix of the hint row's first cell; ingest skips the row by it. */
export const hintMark = '〔填写提示〕';
