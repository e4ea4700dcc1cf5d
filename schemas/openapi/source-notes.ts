export const sourceNotes: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
