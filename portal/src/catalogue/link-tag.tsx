import type { z } from 'zod';
import type { listDatasetStatesRoute } from '../../../schemas/records/routes.ts';
import { StateTag, type Tone } from '../shared/state-tag.tsx';

export type Collected = z.output<(typeof listDatasetStatesRoute)['answer']['body']>['items'][number];
type Linked = 'linked' | 'on-trial' | 'unlinked';

/** One confirmed channel suffices. */
export function isLinked({ links }: Pick<Collected, 'links'>): Linked {
  if (links.some(({ state }) => state === 'linked')) return 'linked';
  return links.length > 0 ? 'on-trial' : 'unlinked';
}

const words = { linked: '已挂接', 'on-trial': '待验收', unlinked: '未挂接' } as const satisfies Record<Linked, string>;
const tones = { linked: 'good', 'on-trial': 'waiting', unlinked: 'idle' } as const satisfies Record<Linked, Tone>;

/** Whether the centre has confirmed that the data arrives; a dash where the caller may not know. */
export function LinkTag({ collected }: { readonly collected: Collected | undefined }) {
  if (collected === undefined) return <>—</>;
  const linked = isLinked(collected);
  return <StateTag tone={tones[linked]}>{words[linked]}</StateTag>;
}
