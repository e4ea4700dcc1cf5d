import type { Source, SourceChannel } from '../../../../../schemas/collection/sources/source.ts';

type Drafted = {
  readonly subject: string;
  readonly dataset: string;
  readonly channel: SourceChannel;
  readonly source: Source | null;
};

/** Names person and registration: a draft of what somebody has changed meanwhile is not taken up again. */
export const draftKey = ({ subject, dataset, channel, source }: Drafted): string =>
  `source:${subject}:${dataset}:${channel}:${source?.declarationVersion ?? 0}`;
