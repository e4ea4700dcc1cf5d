/** The keyed hash of a subject as records have it, `dataset#hash`. */
export const subjectHashOf = (subject: string): string => subject.slice(subject.lastIndexOf('#') + 1);
