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
  return (
    <nav className="tabs" aria-label="本页内容">
      <ul>
        {tabs.map(({ id, name }) => (
          <li key={id}>
            <Link to={addressOf(id)} {...(id === current ? { 'aria-current': 'page' as const, ref: showInBar } : {})}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * On a narrow screen, the bar scrolls sideways until its new current tab is in the middle, and again when the window's
 * width changes; the page itself stays.
 */
function showInBar(tab: HTMLAnchorElement): (() => void) | undefined {
  const bar = tab.closest('nav');
  if (bar === null) return undefined;
  const observer = new ResizeObserver(() => {
    const [outer, inner] = [bar.getBoundingClientRect(), tab.getBoundingClientRect()];
    bar.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  });
  observer.observe(bar);
  return () => observer.disconnect();
}
