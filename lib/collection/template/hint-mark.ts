/** How the hint row's first cell begins; ingest knows the row by it and does not count it. */
export const hintMark = '〔填写提示〕';
