import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import { type RefObject, useLayoutEffect, useState } from 'react';

type InView = { readonly items: readonly VirtualItem[]; readonly total: number };

const estimatedHeight = 46;
const overscan = 8;

/**
 * Tells which rows of a scrolled table are in view, and the pixels that the others take. Rows are measured, for a
 * sentence below a cell makes its row higher. Their number is that of the first call.
 */
export function useVirtualRows(count: number, scroller: RefObject<HTMLElement | null>) {
  const [{ items, total }, setInView] = useState<InView>({ items: [], total: 0 });
  const [virtualizer] = useState(
    () =>
      new Virtualizer<HTMLElement, HTMLTableRowElement>({
        count,
        overscan,
        getScrollElement: () => scroller.current,
        estimateSize: () => estimatedHeight,
        observeElementRect,
        observeElementOffset,
        scrollToFn: elementScroll,
        onChange: (changed) => setInView({ items: changed.getVirtualItems(), total: changed.getTotalSize() }),
      }),
  );
  useLayoutEffect(() => {
    const end = virtualizer._didMount();
    virtualizer._willUpdate();
    return end;
  }, [virtualizer]);
  return {
    items,
    above: items[0]?.start ?? 0,
    below: Math.max(0, total - (items.at(-1)?.end ?? 0)),
    measure: virtualizer.measureElement,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index),
  };
}
