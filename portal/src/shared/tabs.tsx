import { useEffect, useRef } from 'react';
import { Link } from 'react-router';

export type Tab = { readonly id: string; readonly name: string };

type TabsProps = {
  readonly tabs: readonly Tab[];
  readonly current: string;
  /** What the address calls it. */
  readonly name?: string;
};

/** Parts of a page, each with an address (`?tab=`); the first needs none. */
export function Tabs({ tabs, current, name: parameter = 'tab' }: TabsProps) {
  const addressOf = (id: string): string => {
    const changed = new URLSearchParams(id === tabs[0]?.id ? {} : { [parameter]: id });
    return changed.size === 0 ? '?' : `?${changed.toString()}`;
  };
  const bar = useRef<HTMLElement>(null);
  useEffect(() => (bar.current === null ? undefined : keepInView(bar.current, current)), [current]);
  return (
    <nav ref={bar} className="tabs" aria-label="本页内容">
      <ul>
        {tabs.map(({ id, name }) => (
          <li key={id}>
            <Link to={addressOf(id)} data-tab={id} {...(id === current ? { 'aria-current': 'page' as const } : {})}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * On a narrow screen, the bar scrolls sideways until the tab is in the middle, and again when the bar's width
 * changes; the page itself stays. Returns what ends it.
 */
function keepInView(bar: HTMLElement, id: string): () => void {
  const observer = new ResizeObserver(() => {
    const tab = bar.querySelector(`[data-tab="${CSS.escape(id)}"]`);
    if (tab === null) return;
    const [outer, inner] = [bar.getBoundingClientRect(), tab.getBoundingClientRect()];
    bar.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  });
  observer.observe(bar);
  return () => observer.disconnect();
}
