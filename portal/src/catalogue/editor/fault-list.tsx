import { focusControl } from './form-parts.tsx';

type Fault = { readonly pointer: string; readonly detail: string };

/** What is to be mended; each leads to its place in the form. */
export function FaultList({ title, faults }: { readonly title: string; readonly faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <section className="panel" role="alert">
      <h2>{`${title}（${faults.length} 处）`}</h2>
      <ul>
        {faults.map(({ pointer, detail }) => (
          <li key={`${pointer}${detail}`}>
            <button type="button" className="link-button" onClick={() => focusControl(pointer)}>
              {detail}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
