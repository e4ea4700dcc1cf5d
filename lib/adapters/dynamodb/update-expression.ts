/** An update of one item, as DynamoDB wants it said. */
export type UpdateExpressionParts = {
  readonly update: string;
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
};

/** Says what changes of an item: a value is set, `null` takes the attribute away, `undefined` leaves it alone. Names are `#name`, values `:name`; a condition may add its own. */
export function updateExpression(changes: Readonly<Record<string, unknown>>): UpdateExpressionParts {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const [set, gone]: [string[], string[]] = [[], []];
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    names[`#${name}`] = name;
    if (value === null) gone.push(`#${name}`);
    else {
      values[`:${name}`] = value;
      set.push(`#${name} = :${name}`);
    }
  }
  return {
    update: [set.length > 0 ? `SET ${set.join(', ')}` : '', gone.length > 0 ? `REMOVE ${gone.join(', ')}` : '']
      .join(' ')
      .trim(),
    names,
    values,
  };
}
