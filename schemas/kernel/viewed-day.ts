/** A header with a day: a demo answers what is due, late and open as of it. Everywhere else it is ignored. */
export const viewedDayHeader = 'x-viewed-day';
