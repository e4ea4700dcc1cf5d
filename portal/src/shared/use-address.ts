import { useSearchParams } from 'react-router';
import { z } from 'zod';

/**
 * The state of a page in its address, so that it can be sent to a colleague and the back button works. What does not
 * fit the schema is left out. A change drops the place in the list: another filter has another first page.
 */
export function useAddress<Schema extends z.ZodObject>(schema: Schema) {
  const [search, setSearch] = useSearchParams();
  const wanted = Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, field]) => {
      const text = search.get(name);
      return text !== null && z.safeParse(field, text).success ? [[name, text]] : [];
    }),
  );
  const change = (changes: Readonly<Record<string, string | undefined>>): void => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    for (const [name, value] of Object.entries(changes))
      if (value === undefined || value === '') next.delete(name);
      else next.set(name, value);
    setSearch(next);
  };
  return { address: schema.parse(wanted), change, isFiltered: Object.keys(wanted).some((name) => name !== 'cursor') };
}
